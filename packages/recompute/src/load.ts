import { currencyExponent } from '@sluice/contracts/currencies'
import {
  type Database,
  type DatabaseTransaction,
  listMessages,
  listOverrides,
  type PoolKey,
  type PoolSettings,
  type PoolSnapshot,
  type PoolState,
  readCurrentPlan,
  readPlanInputSha256,
  readPoolSettings,
  readPoolSnapshot,
  unpackJson,
  withOrganization,
} from '@sluice/database'
import { type Day, type Plan, type PlanningInput, type Policy, rulesVersion } from '@sluice/planning'
import { type LocalDay, localDayAt } from './calendar.ts'
import { type Ground, loadGround } from './ground.ts'
import { type InForce, loadInForce, type NumberedPlan, toPrevious, toProposed } from './in-force.ts'
import { withLeftBudgets } from './left-budgets.ts'
import { overridesInForce } from './overrides-in-force.ts'
import { type KnownPast, loadPast, localDays } from './past.ts'
import { type MessageOf, type PlannedCells, planCells } from './planned-cells.ts'
import type { Remembered } from './pool-memory.ts'

/** Why there is nothing to compute; or everything a plan is computed from, of one moment. */
export type Loaded =
  | { kind: 'no-such-pool' }
  | { kind: 'up-to-date' | 'not-due'; state: PoolState }
  | { kind: 'archived'; state: PoolState; asOf: string }
  | LoadedInput

export interface LoadedInput {
  kind: 'input'
  input: PlanningInput
  /** What the input was made of and the next one may be made of again. */
  ground: Ground
  planned: PlannedCells
  past: KnownPast
  /** The day of each location of the cells, by `dayKeyOf`. */
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
  return loadInput(trx, { pool, snapshot, settings, remembered: await believe(trx, pool, state, remembered) })
}

/**
 * What is remembered, if all of it lies in the past of this very database: nobody published since, or what was
 * remembered last is a plan that is here to the byte. A database that was set back to before it has another plan, or
 * none.
 */
async function believe(
  trx: DatabaseTransaction,
  pool: PoolKey,
  state: PoolState,
  remembered: Remembered | undefined,
): Promise<Remembered | undefined> {
  if (remembered === undefined) return undefined
  const { revision, publication, inputSha256 } = remembered
  if (publication === state.publication && revision === state.computed_revision) return remembered
  if (inputSha256 === null || revision > state.computed_revision) return undefined
  const kept = await readPlanInputSha256(trx, { ...pool, number: remembered.plan.number })
  return kept?.equals(inputSha256) ? remembered : undefined
}

export interface Loading {
  pool: PoolKey
  snapshot: PoolSnapshot
  settings: PoolSettings
  /** What is believed of what was remembered. */
  remembered: Remembered | undefined
  /** The same of the past alone, where the rest is not remembered. */
  knownPast?: KnownPast | undefined
}

/**
 * The input as it stands in this snapshot, whether a plan is due or not. `snapshot.asOf` may lie ahead: days that are not over
 * yet then count as spent by the plan in force.
 */
export async function loadInput(trx: DatabaseTransaction, loading: Loading): Promise<LoadedInput> {
  const { pool, settings, remembered, knownPast = remembered?.past } = loading
  const { state, asOf } = loading.snapshot
  const ground = await loadGround(trx, { pool, state, settings, remembered })
  const { everyCell, cells, policy } = ground
  const days = localDays(cells, asOf)
  const today = localDayAt(asOf, settings.timeZone)
  const revision = state.requested_revision
  const ofPast = { settings, cells: everyCell, days, asOf, today: today.date, revision }
  const known = await loadPast(trx, pool, ofPast, knownPast)
  const words = overridesInForce(await listOverrides(trx, pool), asOf)
  const messages = await loadMessages(trx, pool, policy)
  const planned = planCells({ rows: cells, words, messages, past: known.past }, remembered?.planned)
  const previous = await loadPrevious(trx, loading)
  const inForce = await loadStanding(trx, loading, previous)
  const inputCells = await withLeftBudgets(
    trx,
    pool,
    { cells: planned.cells, policy, rows: cells, currency: settings.currency, days, asOf },
    inForce,
  )
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
    serviceLines: ground.serviceLines,
    groups: ground.groups,
    places: ground.places,
    cells: inputCells,
    previous: inForce && toPrevious(inForce),
    ...(inForce && previous ? toProposed(inForce, previous) : {}),
  }
  return { kind: 'input', input, ground, planned, past: known, previous, inForce, days }
}

/** Whether a cell's message is approved; only said where the policy requires one. */
async function loadMessages(trx: DatabaseTransaction, pool: PoolKey, policy: Policy): Promise<MessageOf> {
  if (policy.decisions?.requireApprovedMessage !== true) return () => ({})
  const approved = new Set((await listMessages(trx, pool)).map((row) => row.cell_id))
  return (cellId) => ({ hasApprovedMessage: approved.has(cellId) })
}

function toDay({ date, endsAt }: LocalDay, days: ReadonlyMap<string, LocalDay>): Day {
  const midnights = [...days.values()].map((day) => day.endsAt).sort()
  return { today: date, endsAt, nextCellMidnightAt: midnights[0] ?? endsAt }
}

async function loadPrevious(
  trx: DatabaseTransaction,
  { pool, snapshot, remembered }: Loading,
): Promise<NumberedPlan | null> {
  if (remembered && remembered.plan.number === snapshot.state.plan_number) return remembered.plan
  const row = await readCurrentPlan(trx, pool)
  return row === undefined ? null : { number: row.number, plan: await unpackJson<Plan>(row.plan) }
}

/** What is in force: as remembered, where nobody changed it since. */
async function loadStanding(
  trx: DatabaseTransaction,
  { pool, snapshot, remembered }: Loading,
  latest: NumberedPlan | null,
): Promise<InForce | null> {
  if (remembered && remembered.inForce.number === snapshot.state.effective_number) return remembered.inForce
  return loadInForce(trx, pool, latest)
}
