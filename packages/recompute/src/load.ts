import {
  type CellWithPlace,
  type Database,
  type DatabaseTransaction,
  listCellsWithPlaces,
  listFiguresOfPool,
  listMessages,
  listOverrides,
  listPoolGroups,
  listServiceLinesOfPool,
  listSourceIntervals,
  type PlaceFigure,
  type PoolKey,
  type PoolSettings,
  type PoolSnapshot,
  type PoolState,
  readCurrentPlan,
  readPoolSettings,
  readPoolSnapshot,
  unpackJson,
  withOrganization,
} from '@sluice/database'
import {
  type Day,
  type Place,
  type Plan,
  type PlanningInput,
  type Policy,
  rulesVersion,
  type ServiceLine,
} from '@sluice/planning'
import { type LocalDay, localDayAt } from './calendar.ts'
import { type GatedPlace, type GateMemories, loadGateMemories } from './gate-memory.ts'
import { type InForce, loadInForce, type NumberedPlan, toPrevious, toProposed } from './in-force.ts'
import { overridesInForce } from './overrides-in-force.ts'
import { type KnownPast, loadPast, localDays, pastOfCell } from './past.ts'
import { placeKey } from './place-key.ts'
import type { Remembered } from './pool-memory.ts'
import { withSourceIntervals } from './source-intervals.ts'
import { currencyExponent, figuresByPlace, isLine, toCell, toGroup, toPolicy, toServiceLine } from './to-input.ts'

/** Why there is nothing to compute; or everything a plan is computed from, of one moment. */
export type Loaded =
  | { kind: 'no-such-pool' }
  | { kind: 'up-to-date' | 'not-due'; state: PoolState }
  | { kind: 'archived'; state: PoolState; asOf: string }
  | LoadedInput

export interface LoadedInput {
  kind: 'input'
  input: PlanningInput
  gates: GateMemories
  past: KnownPast
  /** The local day of each zone of the cells. */
  days: ReadonlyMap<string, LocalDay>
  /** The latest plan, and what is in force. */
  previous: NumberedPlan | null
  inForce: InForce | null
}

/**
 * Reads what a pool's next plan is computed from: revision, clock and inputs of one snapshot of the database. The input is
 * canonical: in a fixed order, nothing in it from anywhere but the database. What is `remembered` only saves reading; the
 * input is the same without.
 */
export async function loadPool(db: Database, pool: PoolKey, remembered?: Remembered): Promise<Loaded> {
  const tenant = { role: 'sluice_worker', orgId: pool.orgId } as const
  return withOrganization(db, tenant, (trx) => loadSnapshot(trx, pool, remembered), {
    isolation: 'repeatable read',
    readOnly: true,
  })
}

async function loadSnapshot(
  trx: DatabaseTransaction,
  pool: PoolKey,
  remembered: Remembered | undefined,
): Promise<Loaded> {
  const snapshot = await readPoolSnapshot(trx, pool)
  const settings = await readPoolSettings(trx, pool)
  if (snapshot === undefined || settings === undefined) return { kind: 'no-such-pool' }
  const { state, asOf } = snapshot
  if (state.computed_revision >= state.requested_revision) return { kind: 'up-to-date', state }
  if (settings.isArchived) return { kind: 'archived', state, asOf }
  if (state.next_attempt_at !== null && state.next_attempt_at.toISOString() > asOf) return { kind: 'not-due', state }
  return loadInput(trx, { pool, snapshot, settings, remembered })
}

export interface Loading {
  pool: PoolKey
  snapshot: PoolSnapshot
  settings: PoolSettings
  remembered: Remembered | undefined
}

/**
 * The input as it stands in this snapshot, whether a plan is due or not. `snapshot.asOf` may lie ahead: days that are not over
 * yet then count as spent by the plan in force.
 */
export async function loadInput(trx: DatabaseTransaction, loading: Loading): Promise<LoadedInput> {
  const { pool, settings, remembered } = loading
  const { state, asOf } = loading.snapshot
  const everyCell = await listCellsWithPlaces(trx, pool)
  const cells = everyCell.filter(isLine)
  const serviceLines = (await listServiceLinesOfPool(trx, pool)).map(toServiceLine)
  const figures = await listFiguresOfPool(trx, pool)
  const policy = withSourceIntervals(toPolicy(settings.policy), figures, await listSourceIntervals(trx, pool.orgId))
  const days = localDays(cells, asOf)
  const today = localDayAt(asOf, settings.timeZone)
  const revision = state.requested_revision
  const ofPast = { settings, cells: everyCell, days, today: today.date, revision }
  const known = await loadPast(trx, pool, ofPast, remembered?.past)
  const { places, gates } = await loadPlaces(trx, loading, { cells, serviceLines, policy, figures })
  const words = overridesInForce(await listOverrides(trx, pool), asOf)
  const messages = await loadMessages(trx, pool, policy)
  const previous = await loadPrevious(trx, loading)
  const inForce = await loadStanding(trx, loading, previous)
  const input: PlanningInput = {
    poolId: pool.poolId,
    asOf,
    inputRevision: revision,
    policyVersion: settings.policyVersion,
    configVersion: settings.configVersion,
    rulesVersion,
    currency: settings.currency,
    currencyExponent: currencyExponent(settings.currency),
    day: toDay(today, days),
    amount: known.past.amount,
    policy,
    serviceLines,
    groups: (await listPoolGroups(trx, pool)).map(toGroup),
    places,
    cells: cells.map((cell) => ({
      ...toCell(cell, words.get(cell.id) ?? null),
      ...messages(cell.id),
      ...pastOfCell(cell, known.past),
    })),
    previous: inForce && toPrevious(inForce),
    ...(inForce && previous ? toProposed(inForce, previous) : {}),
  }
  return { kind: 'input', input, gates, past: known, previous, inForce, days }
}

/** Whether a cell's message is approved; said only where the policy asks. */
async function loadMessages(
  trx: DatabaseTransaction,
  pool: PoolKey,
  policy: Policy,
): Promise<(cellId: string) => { hasApprovedMessage?: boolean }> {
  if (policy.decisions?.requireApprovedMessage !== true) return () => ({})
  const approved = new Set((await listMessages(trx, pool)).map((row) => row.cell_id))
  return (cellId) => ({ hasApprovedMessage: approved.has(cellId) })
}

function toDay({ date, endsAt }: LocalDay, days: ReadonlyMap<string, LocalDay>): Day {
  const midnights = [...days.values()].map((day) => day.endsAt).sort()
  return { today: date, endsAt, nextCellMidnightAt: midnights[0] ?? endsAt }
}

interface PlaceSettings {
  cells: readonly CellWithPlace[]
  serviceLines: readonly ServiceLine[]
  policy: Policy
  figures: readonly PlaceFigure[]
}

async function loadPlaces(
  trx: DatabaseTransaction,
  { pool, snapshot, remembered }: Loading,
  of: PlaceSettings,
): Promise<{ places: Place[]; gates: GateMemories }> {
  const { computed_revision: computed, requested_revision: requested } = snapshot.state
  // Whoever publishes moves the computed revision: while it is the remembered one, nobody else stored memories.
  const stored = remembered?.revision === computed ? remembered.gates : undefined
  const gated = toGatedPlaces(of)
  const gates = await loadGateMemories(
    trx,
    pool,
    gated.map(({ place }) => place),
    { computed, requested, stored },
  )
  const figuresOf = figuresByPlace(of.figures)
  const places = gated.map(({ place, cell }) => {
    const gate = gates.known.get(placeKey(place))?.memory
    if (gate === undefined) throw new Error('a place has no gate memory')
    const { locationId, locationName, serviceLine, organicBookings, share } = cell
    return { locationId, locationName, serviceLine, organicBookings, share, figures: figuresOf(place), gate }
  })
  return { places, gates }
}

/** The places of the cells, once each, by location and service line. */
function toGatedPlaces({
  cells,
  serviceLines,
  policy,
}: Omit<PlaceSettings, 'figures'>): { place: GatedPlace; cell: CellWithPlace }[] {
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

async function loadPrevious(
  trx: DatabaseTransaction,
  { pool, snapshot, remembered }: Loading,
): Promise<NumberedPlan | null> {
  if (remembered && remembered.plan.number === snapshot.state.plan_number) return remembered.plan
  const row = await readCurrentPlan(trx, pool)
  return row === undefined ? null : { number: row.number, plan: await unpackJson<Plan>(row.plan) }
}

/** What is in force: as it is remembered, where nobody changed it since. */
async function loadStanding(
  trx: DatabaseTransaction,
  { pool, snapshot, remembered }: Loading,
  latest: NumberedPlan | null,
): Promise<InForce | null> {
  if (remembered && remembered.inForce.number === snapshot.state.effective_number) return remembered.inForce
  return loadInForce(trx, pool, latest)
}
