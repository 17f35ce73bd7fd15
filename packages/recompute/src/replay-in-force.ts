import {
  type DatabaseTransaction,
  type DecidedState,
  listDecidedStates,
  type PoolKey,
  readPlan,
  unpackJson,
} from '@sluice/database'
import {
  amountsOf,
  basesOf,
  climbsOf,
  type Effective,
  effectiveOf,
  type Plan,
  type PlanningInput,
  rejectedOf,
} from '@sluice/planning'
import { loadEffective, movedSince } from './in-force.ts'
import { type JsonDifference, jsonDifferences } from './json-differences.ts'

/** What was in force beside a plan, made again state by state. */
export interface ReplayInForce {
  /** incomplete: the state before one of them is no longer kept, so that one was not made again. */
  verdict: 'same' | 'different' | 'incomplete'
  /** How many were made again; each came with the plan or by one decision. */
  states: number
  /** Pointers start with the number of the state. */
  differences: JsonDifference[]
}

const mostDifferences = 100

/**
 * Makes what was in force beside a plan again: each state from the one before, the plan, its input and, where one made
 * it, the decision in the log. What people approved and rejected comes from the log of decisions alone.
 */
export async function replayInForce(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { number, plan, input }: { number: number; plan: Plan; input: PlanningInput },
): Promise<ReplayInForce> {
  const rows = await listDecidedStates(trx, pool, number)
  const byNumber = new Map(rows.map((row) => [row.number, row]))
  const ofPlan = rows.filter((row) => row.plan_number === number)
  const plans = new Map([[number, plan]])
  const differences: JsonDifference[] = []
  let states = 0
  for (const row of ofPlan) {
    const rowBefore = byNumber.get(row.number - stepTo(row))
    const before = await loadBefore(trx, pool, { number: row.number, row: rowBefore, plans })
    if (before === null) continue
    const remade = remakeOf({ input, plan }, row, before)
    differences.push(...different(row.number, await loadEffective(trx, pool, { row, plan }), remade))
    states++
  }
  const verdict = differences.length > 0 ? 'different' : states === ofPlan.length ? 'same' : 'incomplete'
  return { verdict, states, differences: differences.slice(0, mostDifferences) }
}

/** How many numbers a state is after the one before it: between the two may lie the archiving of the pool. */
function stepTo({ fromNothing }: DecidedState): number {
  return fromNothing ? 2 : 1
}

interface State {
  plan: Plan
  effective: Effective
}

interface Before {
  /** Number of the state whose predecessor is wanted. */
  number: number
  row: DecidedState | undefined
  /** Read so far, by number: mostly it is the same plan. */
  plans: Map<number, Plan>
}

/** What was in force before a state: nothing before the pool's first; null: it is no longer kept. */
async function loadBefore(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { number, row, plans }: Before,
): Promise<State | 'nothing' | null> {
  if (row === undefined) return number === 1 ? 'nothing' : null
  const known = plans.get(row.plan_number)
  const made = known === undefined ? await readPlan(trx, { ...pool, number: row.plan_number }) : undefined
  const plan = known ?? (made && (await unpackJson<Plan>(made.plan)))
  if (plan === undefined) return null
  plans.set(row.plan_number, plan)
  return { plan, effective: await loadEffective(trx, pool, { row, plan }) }
}

function remakeOf(
  { input, plan }: { input: PlanningInput; plan: Plan },
  row: DecidedState,
  before: State | 'nothing',
): Effective {
  // A pool that is put again has what it had.
  if (row.fromNothing && before !== 'nothing') return before.effective
  return effectiveOf(input, plan, standingOf(before, row, input))
}

function standingOf(before: State | 'nothing', { decision }: DecidedState, { cells: ofInput }: PlanningInput) {
  const cells = decision?.cells ?? []
  const rejected = before === 'nothing' ? new Map<string, number>() : rejectedOf(before.effective)
  if (decision?.kind === 'reject')
    for (const { cellId, dailyBudgetMinor } of cells) rejected.set(cellId, dailyBudgetMinor ?? 0)
  return {
    before: before === 'nothing' ? null : amountsOf(before.plan, before.effective),
    bases: before === 'nothing' ? new Map<string, number>() : basesOf(before.effective),
    moved: movedSince(before === 'nothing' ? null : before, ofInput),
    climbs: before === 'nothing' ? new Map<string, number>() : climbsOf(before.effective),
    rejected,
    approved: new Set(decision?.kind === 'approve' ? cells.map(({ cellId }) => cellId) : []),
  }
}

function different(number: number, stored: Effective, remade: Effective): JsonDifference[] {
  return jsonDifferences(stored, remade, mostDifferences).map((one) => ({
    ...one,
    pointer: `/${number}${one.pointer}`,
  }))
}
