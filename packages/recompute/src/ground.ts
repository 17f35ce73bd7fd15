import { isDeepStrictEqual } from 'node:util'
import {
  type CellWithPlace,
  type DatabaseTransaction,
  listCellsWithPlaces,
  listFiguresOfPlaces,
  listFiguresOfPool,
  listObservationsBetween,
  listPoolGroups,
  listRemovedCellsWithPlaces,
  listServiceLinesOfPool,
  listSourceIntervals,
  type PlaceFigure,
  type PoolKey,
  type PoolSettings,
  type PoolState,
  type StoredObservation,
} from '@sluice/database'
import type { Group, Place, Policy, ServiceLine } from '@sluice/planning'
import { carryGateMemories, type GatedPlace, type GateMemories, loadGateMemories } from './gate-memory.ts'
import { orKnown } from './or-known.ts'
import { type PlaceId, placeKey } from './place-key.ts'
import type { Remembered } from './pool-memory.ts'
import { withSourceIntervals } from './source-intervals.ts'
import { figuresByPlace, isLine, toGroup, toPolicy, toServiceLine } from './to-input.ts'

/** What a pool's plan stands on besides money, decisions and the clock: its configuration, and what is known of its places. */
export interface Ground {
  /** Version of the configuration it was read from. */
  configVersion: number
  policyVersion: number
  /** Removed ones too, whether they still are lines or not. */
  everyCell: readonly CellWithPlace[]
  /** Those that are lines of the plan. */
  cells: readonly CellWithPlace[]
  serviceLines: ServiceLine[]
  groups: Group[]
  policy: Policy
  places: Place[]
  gates: GateMemories
}

export interface GroundOrder {
  pool: PoolKey
  state: PoolState
  settings: PoolSettings
  /** What is believed of what was remembered. */
  remembered: Remembered | undefined
}

/**
 * The ground as of the requested revision: what is remembered, with what was heard since; or, after a change of
 * configuration or where nothing is remembered, read in full. Both are the same to the byte. Whatever says what it said when
 * it was remembered is the very same object again: planning knows by them what it worked out for the plan before.
 */
export async function loadGround(trx: DatabaseTransaction, order: GroundOrder): Promise<Ground> {
  const { remembered, settings } = order
  const known = remembered?.ground
  const isOfConfiguration =
    known?.configVersion === settings.configVersion && known.policyVersion === settings.policyVersion
  const carried = remembered && isOfConfiguration ? await carryOn(trx, order, remembered) : null
  return carried ?? withKnownObjects(await readGround(trx, order), known)
}

function withKnownObjects(ground: Ground, known: Ground | undefined): Ground {
  if (known === undefined) return ground
  const lines = new Map(known.serviceLines.map((line) => [line.id, line]))
  const groups = new Map(known.groups.map((group) => [group.id, group]))
  const places = new Map(known.places.map((place) => [placeKey(place), place]))
  return {
    ...ground,
    serviceLines: ground.serviceLines.map((line) => orKnown(line, lines.get(line.id))),
    groups: ground.groups.map((group) => orKnown(group, groups.get(group.id))),
    policy: orKnown(ground.policy, known.policy),
    places: ground.places.map((place) => orKnown(place, places.get(placeKey(place)))),
  }
}

async function readGround(trx: DatabaseTransaction, order: GroundOrder): Promise<Ground> {
  const { pool, state, settings, remembered } = order
  const everyCell = await listCellsWithPlaces(trx, pool)
  const cells = everyCell.filter(isLine)
  const serviceLines = (await listServiceLinesOfPool(trx, pool)).map(toServiceLine)
  const figures = await listFiguresOfPool(trx, pool)
  const intervals = await listSourceIntervals(trx, pool.orgId)
  const policy = withSourceIntervals(toPolicy(settings.policy), figures, intervals)
  const gated = toGatedPlaces(cells, serviceLines, policy)
  const { computed_revision: computed, requested_revision: requested } = state
  // Publishing moves the computed revision: while it is the remembered one, nobody else stored memories.
  const stored = remembered?.revision === computed ? remembered.ground.gates.known : undefined
  const ofPlaces = gated.map(({ place }) => place)
  const gates = await loadGateMemories(trx, pool, ofPlaces, { computed, requested, stored })
  const figuresOf = figuresByPlace(figures)
  const places = gated.map(({ cell }) => {
    const { locationId, locationName, serviceLine, organicBookings, share } = cell
    const gate = gateOf(gates, cell)
    return { locationId, locationName, serviceLine, organicBookings, share, figures: figuresOf(cell, policy), gate }
  })
  const groups = (await listPoolGroups(trx, pool)).map(toGroup)
  const { configVersion, policyVersion } = settings
  return { configVersion, policyVersion, everyCell, cells, serviceLines, groups, policy, places, gates }
}

/**
 * The remembered ground with what was heard after its revision. Null: more than that has changed. Configuration has
 * not, so places and cells are the same, except removed cells: events of theirs are not stamped to the pool, and
 * reports and the date move them.
 */
async function carryOn(
  trx: DatabaseTransaction,
  { pool, state, settings }: GroundOrder,
  { ground, revision }: Remembered,
): Promise<Ground | null> {
  const everyCell = await withRemovedAnew(trx, pool, ground.everyCell)
  const cells = everyCell.filter(isLine)
  if (!areSameCells(cells, ground.cells)) return null
  const news = await listObservationsBetween(trx, pool, { after: revision, through: state.requested_revision })
  const isMoved = placesMoved(news, everyCell)
  const figures = await readFigures(trx, pool, everyCell.filter(isMoved))
  const heard = [...figures, ...ground.places.filter((place) => !isMoved(place)).flatMap((place) => place.figures)]
  const intervals = await listSourceIntervals(trx, pool.orgId)
  const policy = withSourceIntervals(toPolicy(settings.policy), heard, intervals)
  if (!isDeepStrictEqual(policy, ground.policy)) return null
  const gated = toGatedPlaces(cells.filter(isMoved), ground.serviceLines, ground.policy).map(({ place }) => place)
  const gates = await carryGateMemories(trx, pool, gated, { news, known: ground.gates.known })
  const figuresOf = figuresByPlace(figures)
  const places = ground.places.map((place) =>
    isMoved(place)
      ? orKnown({ ...place, figures: figuresOf(place, policy), gate: gateOf(gates, place) }, place)
      : place,
  )
  return { ...ground, everyCell, cells, places, gates }
}

/** Whether a place may be otherwise than it was: something spoke of it or of its whole location, or a removed cell is there. */
function placesMoved(
  news: readonly StoredObservation[],
  everyCell: readonly CellWithPlace[],
): (place: PlaceId) => boolean {
  const moved = new Map<string, Set<string>>()
  const removed = everyCell.filter(({ removedAt }) => removedAt !== null)
  for (const { locationId, serviceLine } of [...news, ...removed]) {
    const lines = moved.get(locationId) ?? new Set()
    moved.set(locationId, lines.add(serviceLine))
  }
  return ({ locationId, serviceLine }) => {
    const lines = moved.get(locationId)
    return lines !== undefined && (lines.has(serviceLine) || lines.has('*'))
  }
}

async function withRemovedAnew(
  trx: DatabaseTransaction,
  pool: PoolKey,
  cells: readonly CellWithPlace[],
): Promise<readonly CellWithPlace[]> {
  if (cells.every(({ removedAt }) => removedAt === null)) return cells
  const removed = new Map((await listRemovedCellsWithPlaces(trx, pool)).map((cell) => [cell.id, cell]))
  return cells.map((cell) => removed.get(cell.id) ?? cell)
}

function areSameCells(a: readonly CellWithPlace[], b: readonly CellWithPlace[]): boolean {
  return a.length === b.length && a.every(({ id }, i) => id === b[i]?.id)
}

async function readFigures(
  trx: DatabaseTransaction,
  { orgId }: PoolKey,
  cells: readonly CellWithPlace[],
): Promise<PlaceFigure[]> {
  if (cells.length === 0) return []
  const places = new Map(
    cells.map((cell) => [placeKey(cell), { locationId: cell.locationId, serviceLine: cell.serviceLine }]),
  )
  return listFiguresOfPlaces(trx, orgId, [...places.values()])
}

function gateOf({ known }: GateMemories, place: PlaceId): Place['gate'] {
  const gate = known.get(placeKey(place))?.memory
  if (gate === undefined) throw new Error('a place has no gate memory')
  return gate
}

/** The places of the cells, once each, by location and service line. */
function toGatedPlaces(
  cells: readonly CellWithPlace[],
  serviceLines: readonly ServiceLine[],
  policy: Policy,
): { place: GatedPlace; cell: CellWithPlace }[] {
  const lines = new Map(serviceLines.map((line) => [line.id, line]))
  const byPlace = new Map(cells.map((cell) => [placeKey(cell), cell]))
  return [...byPlace.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, cell]) => {
      const serviceLine = lines.get(cell.serviceLine)
      if (serviceLine === undefined) throw new Error('a cell has no service line')
      const { locationId, organicBookings } = cell
      const settings = { policy, serviceLine, place: { organicBookings } }
      return { place: { locationId, serviceLine: cell.serviceLine, settings }, cell }
    })
}
