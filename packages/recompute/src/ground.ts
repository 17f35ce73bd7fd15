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
} from '@sluice/database'
import type { Group, Place, Policy, ServiceLine } from '@sluice/planning'
import { carryGateMemories, type GatedPlace, type GateMemories, loadGateMemories } from './gate-memory.ts'
import { placeKey } from './place-key.ts'
import type { Remembered } from './pool-memory.ts'
import { withSourceIntervals } from './source-intervals.ts'
import { figuresByPlace, isLine, toGroup, toPolicy, toServiceLine } from './to-input.ts'

/** What a pool's plan stands on besides money, decisions and the clock: its configuration, and what is known of its places. */
export interface Ground {
  /** Of the configuration it was read from. */
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
 * configuration or where nothing is remembered, read in full. Both are the same to the byte.
 */
export async function loadGround(trx: DatabaseTransaction, order: GroundOrder): Promise<Ground> {
  const { remembered, settings } = order
  const known = remembered?.ground
  const isOfConfiguration =
    known?.configVersion === settings.configVersion && known.policyVersion === settings.policyVersion
  const carried = remembered && isOfConfiguration ? await carryOn(trx, order, remembered) : null
  return carried ?? readGround(trx, order)
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
  // Whoever publishes moves the computed revision: while it is the remembered one, nobody else stored memories.
  const stored = remembered?.revision === computed ? remembered.ground.gates.known : undefined
  const ofPlaces = gated.map(({ place }) => place)
  const gates = await loadGateMemories(trx, pool, ofPlaces, { computed, requested, stored })
  const figuresOf = figuresByPlace(figures)
  const places = gated.map(({ cell }) => {
    const { locationId, locationName, serviceLine, organicBookings, share } = cell
    const gate = gateOf(gates, cell)
    return { locationId, locationName, serviceLine, organicBookings, share, figures: figuresOf(cell), gate }
  })
  const groups = (await listPoolGroups(trx, pool)).map(toGroup)
  const { configVersion, policyVersion } = settings
  return { configVersion, policyVersion, everyCell, cells, serviceLines, groups, policy, places, gates }
}

/**
 * The remembered ground with what was heard after its revision. Null: more than that has changed. Of the configuration
 * nothing has; so places and cells are the same, but for removed cells: what they hear is not stamped to the pool, and
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
  const moved = new Set(news.map(({ locationId }) => locationId))
  for (const cell of everyCell) if (cell.removedAt !== null) moved.add(cell.locationId)
  const isMoved = ({ locationId }: { locationId: string }) => moved.has(locationId)
  const figures = await readFigures(trx, pool, everyCell.filter(isMoved))
  const heard = [...figures, ...ground.places.filter((place) => !isMoved(place)).flatMap((place) => place.figures)]
  const intervals = await listSourceIntervals(trx, pool.orgId)
  const policy = withSourceIntervals(toPolicy(settings.policy), heard, intervals)
  if (!isDeepStrictEqual(policy, ground.policy)) return null
  const gated = toGatedPlaces(cells.filter(isMoved), ground.serviceLines, ground.policy).map(({ place }) => place)
  const gates = await carryGateMemories(trx, pool, gated, { news, known: ground.gates.known })
  const figuresOf = figuresByPlace(figures)
  const places = ground.places.map((place) =>
    isMoved(place) ? { ...place, figures: figuresOf(place), gate: gateOf(gates, place) } : place,
  )
  return { ...ground, everyCell, cells, places, gates }
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

function gateOf({ known }: GateMemories, place: { locationId: string; serviceLine: string }): Place['gate'] {
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
