import { findClaimedTwice, readBudgetKey, readMappedBudgets } from '@sluice/configuration'
import { currencyExponent, policy as policySchema, SHARE_TOLERANCE } from '@sluice/contracts'
import {
  type DatabaseTransaction,
  type ExportedBudget,
  type ExportedState,
  findPolicy,
  findPool,
  findStateExportedLast,
  listExportedBudgets,
  listNewestApplied,
  listTwinEntities,
  type PoolKey,
  readEffectivePlan,
  readNumbersInForce,
  readPlanAsInForce,
  readPoolInForce,
  unpackJson,
} from '@sluice/database'
import {
  type EntityBefore,
  type FormatName,
  knownBefore,
  knownCellsBefore,
  type PlanToExport,
  platformOf,
  type ToldBudget,
  toldMinor,
  type UnmappedBudget,
} from '@sluice/exports'
import { budgetsMappedTwice, campaignsMappedTwice, planNotFound, planNotReady, poolNotFound } from './refusals.ts'
import type { PackedPlan } from './stored-plan.ts'

/** A plan, where its money is set, and what is known to be set already. */
export interface ExportSource {
  plan: PlanToExport
  state: ExportedState
  /** Whether it is the plan in force. */
  isInForce: boolean
  entities: Awaited<ReturnType<typeof readMappedBudgets>>
  /** By entity. */
  before: ReadonlyMap<string, EntityBefore>
  /** Told money by files of this pool, and set by no entity any more. */
  unmappedBudgets: UnmappedBudget[]
  /** By cell; undefined: nothing is known. */
  cellsBefore: ReadonlyMap<string, number> | undefined
  showsSmallCounts: boolean
}

/** Which plan, or the one in force, for which format. */
export interface AskedExport {
  number: number | 'current'
  format: FormatName
}

/**
 * Reads what an export is made of: in a snapshot, or under `lockExports`. Plan and state are of one moment either way.
 * @throws Problem pool-not-found (also where it is archived), plan-not-ready, plan-not-found; configuration-conflict where the
 * file would set a budget that another entity sets too
 */
export async function readExportSource(
  trx: DatabaseTransaction,
  key: PoolKey,
  { number, format }: AskedExport,
): Promise<ExportSource> {
  const { row, isInForce } = await findPlan(trx, key, number)
  const state = { planNumber: row.number, effectiveNumber: row.effectiveNumber }
  const pool = await findPool(trx, key.orgId, key.poolId)
  const policy = await findPolicy(trx, key.orgId, { poolId: key.poolId, version: row.policy_version })
  const told = await listExportedBudgets(trx, key, state)
  const applied = new Map((await listNewestApplied(trx, key)).map(({ cellId, ...report }) => [cellId, report]))
  const entities = await readMappedBudgets(trx, key)
  await refuseTwins(trx, key, entities, format)
  const earlier = await findEarlier(trx, key, state, format)
  return {
    plan: toExport(row, await unpackJson<PackedPlan>(row.plan), policySchema.parse(policy?.body ?? {})),
    state,
    isInForce,
    entities,
    before: knownBefore(entities, new Map(told.map(toTold)), applied),
    unmappedBudgets: unmappedOf(told),
    cellsBefore: knownCellsBefore(earlier && (await budgetsOf(earlier)), applied),
    showsSmallCounts: pool?.shows_small_counts ?? false,
  }
}

async function refuseTwins(
  trx: DatabaseTransaction,
  key: PoolKey,
  entities: ExportSource['entities'],
  format: FormatName,
): Promise<void> {
  const platform = platformOf(format)
  if (platform === null) return
  const twins = (await listTwinEntities(trx, key)).filter((entity) => entity.platform === platform)
  if (twins.length > 0) throw budgetsMappedTwice(twins.map(({ id }) => id))
  const own = entities.filter((entity) => entity.platform === platform)
  const claimed = await findClaimedTwice(trx, key, own, { byName: format === 'google-ads-editor' })
  if (claimed.length > 0) throw campaignsMappedTwice(claimed)
}

export function toTold({
  budgetKey,
  dailyBudgetMinor,
  toldMs,
  changedMs,
  ...last
}: ExportedBudget): [string, ToldBudget] {
  const { againMinor, againMs } = last
  const again = againMinor === null || againMs === null ? undefined : { dailyBudgetMinor: againMinor, toldMs: againMs }
  return [budgetKey, { dailyBudgetMinor, toldMs, changedMs, again }]
}

/** Those with money that no entity sets. If another pool's file named one since, that pool has to name it. */
export function unmappedOf(told: readonly ExportedBudget[]): UnmappedBudget[] {
  return told.flatMap(({ budgetKey, entityId, isOurs, isMapped, againMinor, dailyBudgetMinor: earlierMinor }) => {
    const dailyBudgetMinor = againMinor ?? earlierMinor ?? 0
    if (!isOurs || isMapped || dailyBudgetMinor === 0) return []
    return [{ entityId, ...readBudgetKey(budgetKey), dailyBudgetMinor }]
  })
}

type PlanInForce = NonNullable<Awaited<ReturnType<typeof readPlanAsInForce>>>

async function findPlan(
  trx: DatabaseTransaction,
  key: PoolKey,
  asked: number | 'current',
): Promise<{ row: PlanInForce; isInForce: boolean }> {
  const state = await readPoolInForce(trx, key)
  if (!state) throw poolNotFound()
  const inForce = await readNumbersInForce(trx, key)
  if (!inForce) throw planNotReady()
  // Never what only is proposed: a file is what somebody spends by.
  const row = await readPlanAsInForce(trx, { ...key, number: asked === 'current' ? inForce.plan_number : asked })
  if (!row) throw planNotFound()
  return { row, isInForce: row.number === inForce.plan_number }
}

interface EarlierFile {
  plan: Buffer
  exportedAt: Date
}

/** Plans that were exported are kept, with what was in force beside them, so that the file before can be made again. */
async function findEarlier(
  trx: DatabaseTransaction,
  key: PoolKey,
  state: ExportedState,
  format: FormatName,
): Promise<EarlierFile | undefined> {
  if (platformOf(format) !== null) return undefined
  const last = await findStateExportedLast(trx, key, { ...state, format })
  const plan = last && (await readEffectivePlan(trx, { ...key, number: last.effectiveNumber }))
  return plan && { plan: plan.plan, exportedAt: last.exportedAt }
}

async function budgetsOf({ plan, exportedAt }: EarlierFile) {
  const { recommendations } = await unpackJson<PackedPlan>(plan)
  const budgets = new Map(recommendations.map((line) => [line.cellId, toldMinor(line)]))
  return { budgets, exportedMs: exportedAt.getTime() }
}

function toExport(
  row: PlanInForce,
  { currency, poolId, recommendations, poolDailyBudgetMinor, reserveDailyMinor }: PackedPlan,
  policy: ReturnType<typeof policySchema.parse>,
): PlanToExport {
  return {
    poolId,
    number: row.number,
    currency,
    exponent: currencyExponent(currency),
    unitMinor: policy.platform.unitMinor,
    shareTolerance: SHARE_TOLERANCE,
    poolDailyBudgetMinor,
    reserveDailyMinor,
    lines: recommendations.toSorted((a, b) => (a.cellId < b.cellId ? -1 : 1)),
  }
}
