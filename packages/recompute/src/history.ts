import { currencyExponent } from '@sluice/contracts/currencies'
import {
  type DatabaseTransaction,
  type PoolKey,
  readEffectivePlan,
  readPlan,
  readPlanInput,
  unpackJson,
} from '@sluice/database'
import { differenceOf, differenceSentence, type Group, type Plan, type PlanningInput } from '@sluice/planning'
import { placeKey } from './place-key.ts'
import { type PlanOrder, replay } from './replay.ts'

export interface DifferenceOrder extends PlanOrder {
  /** The plan it is compared with. */
  against: number
}

export interface InForceDifferenceOrder {
  pool: PoolKey
  /** Numbers of effective_plans. */
  revision: number
  against: number
}

export interface CellInputsOrder extends PlanOrder {
  cellId: string
}

/** JSON text, or what there is not. */
export type ToldOfPlan = { kind: 'told'; json: string } | { kind: 'no-such-plan' } | { kind: 'no-such-cell' }

/** Who gained and who lost from the plan `against` to the plan `number`. */
export async function tellDifference(
  trx: DatabaseTransaction,
  { pool, number, against }: DifferenceOrder,
): Promise<ToldOfPlan> {
  const [before, after] = [await planOf(trx, pool, against), await planOf(trx, pool, number)]
  if (before === undefined || after === undefined) return { kind: 'no-such-plan' }
  return told({ poolId: pool.poolId, number, against, ...compare(before, after, number === against + 1) })
}

/** Who gained and who lost in force, from the revision `against` to `revision`. */
export async function tellInForceDifference(
  trx: DatabaseTransaction,
  { pool, revision, against }: InForceDifferenceOrder,
): Promise<ToldOfPlan> {
  const [before, after] = [await inForceOf(trx, pool, against), await inForceOf(trx, pool, revision)]
  if (before === undefined || after === undefined) return { kind: 'no-such-plan' }
  return told({ poolId: pool.poolId, revision, against, ...compare(before, after, revision === against + 1) })
}

function compare(before: Plan, after: Plan, isStep: boolean) {
  const exponent = currencyExponent(after.currency)
  const difference = differenceOf(before, after, { exponent, isStep })
  const sentence = differenceSentence(difference, after.currency, exponent)
  return { currency: after.currency, difference: { ...difference, sentence } }
}

async function inForceOf(trx: DatabaseTransaction, pool: PoolKey, number: number): Promise<Plan | undefined> {
  const row = await readEffectivePlan(trx, { ...pool, number })
  return row && (await unpackJson<Plan>(row.plan))
}

async function planOf(trx: DatabaseTransaction, pool: PoolKey, number: number): Promise<Plan | undefined> {
  const row = await readPlan(trx, { ...pool, number })
  return row && (await unpackJson<Plan>(row.plan))
}

/** Everything that one cell's line of a plan was worked out from, and the line. */
export async function tellCellInputs(
  trx: DatabaseTransaction,
  { pool, number, cellId }: CellInputsOrder,
): Promise<ToldOfPlan> {
  const plan = await planOf(trx, pool, number)
  const decidedFrom = plan && (await readPlanInput(trx, { ...pool, number }))
  if (plan === undefined || decidedFrom === undefined) return { kind: 'no-such-plan' }
  const input = await unpackJson<PlanningInput>(decidedFrom.input)
  const cell = input.cells.find(({ id }) => id === cellId)
  const recommendation = plan.recommendations.find((line) => line.cellId === cellId)
  if (cell === undefined || recommendation === undefined) return { kind: 'no-such-cell' }
  const { asOf, inputRevision, policyVersion, configVersion, currency, day, amount, policy } = input
  return told({
    ...{ poolId: pool.poolId, planNumber: number, asOf, inputRevision, policyVersion, configVersion, currency },
    ...{ day, amount, policy, cell },
    place: input.places.find((place) => placeKey(place) === placeKey(cell)) ?? null,
    serviceLine: input.serviceLines.find(({ id }) => id === cell.serviceLine) ?? null,
    groups: groupsAbove(cell.groupId, input.groups),
    previous: input.previous?.cells.find((before) => before.cellId === cellId) ?? null,
    recommendation,
  })
}

/** The groups a cell is in, nearest first. */
function groupsAbove(groupId: string | null, groups: readonly Group[]): Group[] {
  const byId = new Map(groups.map((group) => [group.id, group]))
  const path: Group[] = []
  for (let at = byId.get(groupId ?? ''); at !== undefined; at = byId.get(at.parentId ?? '')) path.push(at)
  return path
}

/** The plan made again, from its input and its log. */
export async function tellReplay(trx: DatabaseTransaction, order: PlanOrder): Promise<ToldOfPlan> {
  const replayed = await replay(trx, order)
  return replayed === null ? { kind: 'no-such-plan' } : told(replayed)
}

function told(answer: object): ToldOfPlan {
  return { kind: 'told', json: JSON.stringify(answer) }
}
