import {
  type DatabaseTransaction,
  type GateStateRow,
  listGateStates,
  listObservationsBetween,
  listPlacesAdoptedAfter,
  type PoolKey,
  readObservationsOfLocations,
  type StoredObservation,
} from '@sluice/database'
import { emptyGateMemory, foldGate, type GateMemory, type GateSettings } from '@sluice/planning'
import { toObservation } from './figures.ts'
import { foldInTurns } from './fold-in-turns.ts'
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
  /** Every place's, by placeKey. */
  known: KnownGates
  /** What must be stored: folded on or folded again. */
  changed: PlaceMemory[]
  /** Places with a stored memory that are no longer in the pool. */
  gone: PlaceId[]
}

/** What is stored as of a computed revision, by placeKey. */
export type KnownGates = ReadonlyMap<string, PlaceMemory>

/** Revisions of the pool: what was folded up to, and what to fold up to. */
export interface RevisionSpan {
  computed: number
  requested: number
  /** What this process stored at revision `computed` itself, if it was this process. */
  stored: KnownGates | undefined
}

/** Locations whose log is read in one statement when memories are folded again. */
const locationsPerRead = 100

/**
 * The gate memory of every place as of the requested revision. What is stored is a cache of a fold over the log: what
 * came since is folded on. Where something came late, or the settings changed, or nothing is stored, all is folded
 * again. So it is where a place was adopted since: while it was not the pool's, its events were not stamped to the
 * pool.
 */
export async function loadGateMemories(
  trx: DatabaseTransaction,
  pool: PoolKey,
  places: readonly GatedPlace[],
  { computed, requested, stored: remembered }: RevisionSpan,
): Promise<GateMemories> {
  const stored = remembered ?? (await readStored(trx, pool))
  const news = await listObservationsBetween(trx, pool, { after: computed, through: requested })
  const adopted = new Set((await listPlacesAdoptedAfter(trx, pool, computed)).map(placeKey))
  const { known, changed } = await foldOn(trx, pool.orgId, places, { stored, news, adopted })
  return { known, changed, gone: goneFrom(stored, places) }
}

/**
 * The same where no configuration has changed since `known`, which is of the revision the news came after: for these
 * places read again, for all others as it is known.
 */
export async function carryGateMemories(
  trx: DatabaseTransaction,
  pool: PoolKey,
  places: readonly GatedPlace[],
  { news, known }: { news: readonly StoredObservation[]; known: KnownGates },
): Promise<GateMemories> {
  const folded = await foldOn(trx, pool.orgId, places, { stored: known, news, adopted: new Set() })
  return { known: new Map([...known, ...folded.known]), changed: folded.changed, gone: [] }
}

interface News {
  stored: KnownGates
  news: readonly StoredObservation[]
  /** Places whose log is longer than what was stamped to the pool, by placeKey. */
  adopted: ReadonlySet<string>
}

async function foldOn(
  trx: DatabaseTransaction,
  orgId: string,
  places: readonly GatedPlace[],
  { stored, news, adopted }: News,
): Promise<{ known: Map<string, PlaceMemory>; changed: PlaceMemory[] }> {
  const newsOf = newsByPlace(news)
  const fingerprint = fingerprintSettings()
  const known = new Map<string, PlaceMemory>()
  const changed: PlaceMemory[] = []
  const keep = ({ locationId, serviceLine, settings }: GatedPlace, memory: GateMemory) => {
    const kept = { locationId, serviceLine, memory, settingsSha256: fingerprint(settings) }
    known.set(placeKey(kept), kept)
    changed.push(kept)
  }
  const anew: GatedPlace[] = []
  for (const place of places) {
    const before = adopted.has(placeKey(place)) ? undefined : stored.get(placeKey(place))
    const observations = newsOf(place)
    if (before === undefined || !isGoodFor(before, observations, fingerprint(place.settings))) anew.push(place)
    else if (observations.length === 0) known.set(placeKey(place), before)
    else keep(place, await foldInTurns(before.memory, observations.map(toObservation), place.settings))
  }
  await foldAnew(trx, orgId, anew, keep)
  return { known, changed }
}

async function readStored(trx: DatabaseTransaction, pool: PoolKey): Promise<KnownGates> {
  const rows = await listGateStates(trx, pool)
  return new Map(rows.map(toPlaceMemory).map((memory) => [placeKey(memory), memory]))
}

function toPlaceMemory(row: GateStateRow): PlaceMemory {
  return {
    locationId: row.location_id,
    serviceLine: row.service_line,
    memory: toGateMemory(row.memory),
    settingsSha256: row.settings_sha256,
  }
}

function isGoodFor(stored: PlaceMemory, news: readonly StoredObservation[], settingsSha256: Buffer): boolean {
  const through = stored.memory.throughObservedAt
  const isLate = ({ observedAt }: StoredObservation) => through !== null && observedAt <= through
  return stored.settingsSha256.equals(settingsSha256) && !news.some(isLate)
}

/**
 * The memory of these places folded from all that is kept of them. A few locations at a time, and their log in parts between
 * which others have their turn: years of reports of one place may be folded, and nobody else shall wait for it.
 */
export async function foldAnew(
  trx: DatabaseTransaction,
  orgId: string,
  places: readonly GatedPlace[],
  done: (place: GatedPlace, memory: GateMemory) => void,
): Promise<void> {
  const byLocation = [...Map.groupBy(places, ({ locationId }) => locationId)]
  for (let from = 0; from < byLocation.length; from += locationsPerRead) {
    const part = byLocation.slice(from, from + locationsPerRead)
    const ids = part.map(([locationId]) => locationId)
    const memories = new Map(part.flatMap(([, ofLocation]) => ofLocation).map((place) => [place, emptyGateMemory()]))
    for await (const observations of readObservationsOfLocations(trx, orgId, ids)) {
      const heard = newsByPlace(observations)
      for (const [place, memory] of memories)
        memories.set(place, foldGate(memory, heard(place).map(toObservation), place.settings))
    }
    for (const [place, memory] of memories) done(place, memory)
  }
}

/** What concerns a place: what names it, and what speaks of its whole location; in the given order. */
function newsByPlace(observations: readonly StoredObservation[]): (place: PlaceId) => StoredObservation[] {
  const byLocation = Map.groupBy(observations, ({ locationId }) => locationId)
  return ({ locationId, serviceLine }) =>
    (byLocation.get(locationId) ?? []).filter((one) => one.serviceLine === serviceLine || one.serviceLine === '*')
}

function goneFrom(stored: KnownGates, places: readonly PlaceId[]): PlaceId[] {
  const kept = new Set(places.map(placeKey))
  return [...stored].filter(([key]) => !kept.has(key)).map(([, memory]) => memory)
}
