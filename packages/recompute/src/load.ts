import {
  type CellWithPlace,
  type Database,
  type DatabaseTransaction,
  listCellsWithPlaces,
  listFiguresOfPool,
  listPoolGroups,
  listServiceLinesOfPool,
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
import type { Day, Place, Plan, PlanningInput, Policy, PreviousPlan, ServiceLine } from '@sluice/planning'
import { type LocalDay, localDayAt } from './calendar.ts'
import { type GatedPlace, type GateMemories, loadGateMemories } from './gate-memory.ts'
import { loadPasts, localDays } from './past.ts'
import { placeKey } from './place-key.ts'
import { loadPoolAmount } from './pool-amount-input.ts'
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
  previous: { number: number; plan: Plan } | null
}

/**
 * Reads what a pool's next plan is computed from: revision, clock and inputs of one snapshot of the database. The input is
 * canonical: in a fixed order, nothing in it from anywhere but the database.
 */
export async function loadPool(db: Database, pool: PoolKey): Promise<Loaded> {
  return withOrganization(db, { role: 'sluice_worker', orgId: pool.orgId }, (trx) => loadSnapshot(trx, pool), {
    isolation: 'repeatable read',
    readOnly: true,
  })
}

async function loadSnapshot(trx: DatabaseTransaction, pool: PoolKey): Promise<Loaded> {
  const snapshot = await readPoolSnapshot(trx, pool)
  const settings = await readPoolSettings(trx, pool)
  if (snapshot === undefined || settings === undefined) return { kind: 'no-such-pool' }
  const { state, asOf } = snapshot
  if (state.computed_revision >= state.requested_revision) return { kind: 'up-to-date', state }
  if (settings.isArchived) return { kind: 'archived', state, asOf }
  if (state.next_attempt_at !== null && state.next_attempt_at.toISOString() > asOf) return { kind: 'not-due', state }
  return loadInput(trx, pool, snapshot, settings)
}

async function loadInput(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { state, asOf }: PoolSnapshot,
  settings: PoolSettings,
): Promise<LoadedInput> {
  const everyCell = await listCellsWithPlaces(trx, pool)
  const cells = everyCell.filter(isLine)
  const serviceLines = (await listServiceLinesOfPool(trx, pool)).map(toServiceLine)
  const policy = toPolicy(settings.policy)
  const days = localDays(cells, asOf)
  const today = localDayAt(asOf, settings.timeZone)
  const pastOf = await loadPasts(trx, pool, { days, today: today.date })
  const { places, gates } = await loadPlaces(trx, pool, { cells, serviceLines, policy, state })
  const previous = await loadPrevious(trx, pool)
  const input: PlanningInput = {
    poolId: pool.poolId,
    asOf,
    inputRevision: state.requested_revision,
    policyVersion: settings.policyVersion,
    configVersion: settings.configVersion,
    currency: settings.currency,
    currencyExponent: currencyExponent(settings.currency),
    day: toDay(today, days),
    amount: await loadPoolAmount(trx, pool, { settings, cells: everyCell, today: today.date }),
    policy,
    serviceLines,
    groups: (await listPoolGroups(trx, pool)).map(toGroup),
    places,
    cells: cells.map((cell) => ({ ...toCell(cell), ...pastOf(cell) })),
    previous: previous && toPrevious(previous),
  }
  return { kind: 'input', input, gates, previous }
}

function toDay({ date, endsAt }: LocalDay, days: ReadonlyMap<string, LocalDay>): Day {
  const midnights = [...days.values()].map((day) => day.endsAt).sort()
  return { today: date, endsAt, nextCellMidnightAt: midnights[0] ?? endsAt }
}

interface PlaceSettings {
  cells: readonly CellWithPlace[]
  serviceLines: readonly ServiceLine[]
  policy: Policy
  state: PoolState
}

async function loadPlaces(
  trx: DatabaseTransaction,
  pool: PoolKey,
  of: PlaceSettings,
): Promise<{ places: Place[]; gates: GateMemories }> {
  const { computed_revision: computed, requested_revision: requested } = of.state
  const gated = toGatedPlaces(of)
  const gates = await loadGateMemories(
    trx,
    pool,
    gated.map(({ place }) => place),
    { computed, requested },
  )
  const figuresOf = figuresByPlace(await listFiguresOfPool(trx, pool))
  const places = gated.map(({ place, cell }) => {
    const gate = gates.memories.get(placeKey(place))
    if (gate === undefined) throw new Error('a place has no gate memory')
    const { locationId, locationName, serviceLine, organicBookings, share } = cell
    return { locationId, locationName, serviceLine, organicBookings, share, figures: figuresOf(place), gate }
  })
  return { places, gates }
}

/** The places of the cells, once each, by location and service line. */
function toGatedPlaces({ cells, serviceLines, policy }: PlaceSettings): { place: GatedPlace; cell: CellWithPlace }[] {
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

async function loadPrevious(trx: DatabaseTransaction, pool: PoolKey): Promise<LoadedInput['previous']> {
  const row = await readCurrentPlan(trx, pool)
  return row === undefined ? null : { number: row.number, plan: await unpackJson<Plan>(row.plan) }
}

function toPrevious({ number, plan }: { number: number; plan: Plan }): PreviousPlan {
  const cells = plan.recommendations.map(({ cellId, recommendedDailyBudgetMinor, gate }) => ({
    cellId,
    dailyBudgetMinor: recommendedDailyBudgetMinor,
    gate,
  }))
  return { number, reserveDailyMinor: plan.reserveDailyMinor, cells }
}
