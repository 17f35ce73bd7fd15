import {
  type DatabaseTransaction,
  type GateStateRow,
  listGateStates,
  listObservationsBetween,
  listObservationsOfLocations,
  type PoolKey,
  type StoredObservation,
} from '@sluice/database'
import { emptyGateMemory, foldGate, type GateMemory, type GateSettings } from '@sluice/planning'
import { toObservation } from './figures.ts'
import { fingerprintSettings } from './gate-fingerprint.ts'
import { toGateMemory } from './gate-row.ts'
import { type PlaceId, placeKey } from './place-key.ts'

/** A place with everything its gate depends on besides what was observed. */
export interface GatedPlace extends PlaceId {
  settings: GateSettings
}

export interface PlaceMemory extends PlaceId {
  memory: GateMemory
  settingsSha256: Buffer
}

export interface GateMemories {
  /** By placeKey. */
  memories: Map<string, GateMemory>
  /** What must be stored: folded on or folded anew. */
  changed: PlaceMemory[]
  /** Places with a stored memory that are no longer in the pool. */
  gone: PlaceId[]
}

/** Revisions of the pool: what was folded up to, and what to fold up to. */
export interface RevisionSpan {
  computed: number
  requested: number
}

/** Locations whose log is read in one statement when memories are made anew. */
const locationsPerRead = 100

/**
 * The gate memory of every place as of the requested revision. What is stored is a cache of a fold over the log: what came
 * since is folded on; where something came late, or the settings changed, or nothing is stored, the fold is made anew.
 */
export async function loadGateMemories(
  trx: DatabaseTransaction,
  pool: PoolKey,
  places: readonly GatedPlace[],
  { computed, requested }: RevisionSpan,
): Promise<GateMemories> {
  const stored = new Map((await listGateStates(trx, pool)).map((row) => [placeKey(toPlaceId(row)), row]))
  const news = newsByPlace(await listObservationsBetween(trx, pool, { after: computed, through: requested }))
  const fingerprint = fingerprintSettings()
  const result: GateMemories = { memories: new Map(), changed: [], gone: goneFrom(stored, places) }
  const anew: GatedPlace[] = []
  for (const place of places) {
    const row = stored.get(placeKey(place))
    const observations = news(place)
    if (row === undefined || !isGoodFor(row, observations, fingerprint(place.settings))) anew.push(place)
    else foldOn(result, place, row, observations)
  }
  await foldAnew(trx, pool.orgId, anew, (place, memory) => keep(result, place, memory, fingerprint(place.settings)))
  return result
}

function isGoodFor(row: GateStateRow, news: readonly StoredObservation[], settingsSha256: Buffer): boolean {
  const through = toGateMemory(row.memory).throughObservedAt
  const isLate = ({ observedAt }: StoredObservation) => through !== null && observedAt <= through
  return row.settings_sha256.equals(settingsSha256) && !news.some(isLate)
}

function foldOn(result: GateMemories, place: GatedPlace, row: GateStateRow, news: readonly StoredObservation[]): void {
  const memory = toGateMemory(row.memory)
  if (news.length === 0) result.memories.set(placeKey(place), memory)
  else keep(result, place, foldGate(memory, news.map(toObservation), place.settings), row.settings_sha256)
}

function keep(result: GateMemories, place: PlaceId, memory: GateMemory, settingsSha256: Buffer): void {
  const { locationId, serviceLine } = place
  result.memories.set(placeKey(place), memory)
  result.changed.push({ locationId, serviceLine, memory, settingsSha256 })
}

/** A few locations at a time: the log of a large pool is larger than a process should hold. */
async function foldAnew(
  trx: DatabaseTransaction,
  orgId: string,
  places: readonly GatedPlace[],
  done: (place: GatedPlace, memory: GateMemory) => void,
): Promise<void> {
  const byLocation = [...Map.groupBy(places, ({ locationId }) => locationId)]
  for (let from = 0; from < byLocation.length; from += locationsPerRead) {
    const part = byLocation.slice(from, from + locationsPerRead)
    const ids = part.map(([locationId]) => locationId)
    const heard = newsByPlace(await listObservationsOfLocations(trx, orgId, ids))
    for (const place of part.flatMap(([, ofLocation]) => ofLocation)) {
      done(place, foldGate(emptyGateMemory(), heard(place).map(toObservation), place.settings))
    }
  }
}

/** What concerns a place: what names it, and what speaks of its whole location; in the given order. */
function newsByPlace(observations: readonly StoredObservation[]): (place: PlaceId) => StoredObservation[] {
  const byLocation = Map.groupBy(observations, ({ locationId }) => locationId)
  return ({ locationId, serviceLine }) =>
    (byLocation.get(locationId) ?? []).filter((one) => one.serviceLine === serviceLine || one.serviceLine === '*')
}

function goneFrom(stored: ReadonlyMap<string, GateStateRow>, places: readonly PlaceId[]): PlaceId[] {
  const kept = new Set(places.map(placeKey))
  return [...stored].filter(([key]) => !kept.has(key)).map(([, row]) => toPlaceId(row))
}

function toPlaceId(row: GateStateRow): PlaceId {
  return { locationId: row.location_id, serviceLine: row.service_line }
}
