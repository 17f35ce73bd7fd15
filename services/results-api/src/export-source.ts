import { readPlatformEntities } from '@sluice/configuration'
import { currencyExponent, policy as policySchema } from '@sluice/contracts'
import {
  type DatabaseTransaction,
  type ExportedState,
  findLastStateOfPlan,
  findPolicy,
  findPool,
  findStateExportedBefore,
  listBudgetsExportedBefore,
  listNewestApplied,
  type PoolKey,
  readEffectivePlan,
  readNumbersInForce,
  readPlanAsInForce,
  readPoolInForce,
  type StoredPlan,
  unpackJson,
} from '@sluice/database'
import {
  type EntityBefore,
  type FormatName,
  knownBefore,
  knownCellsBefore,
  type PlanToExport,
  platformOf,
} from '@sluice/exports'
import type { ResultsDeps } from './deps.ts'
import { readOrganization } from './read-organization.ts'
import { planNotFound, planNotReady, poolNotFound } from './refusals.ts'
import type { PackedPlan } from './stored-plan.ts'

/** A plan, where its money is set, and what is known to be set already. */
export interface ExportSource {
  plan: PlanToExport
  state: ExportedState
  entities: Awaited<ReturnType<typeof readPlatformEntities>>
  /** By entity. */
  before: ReadonlyMap<string, EntityBefore>
  /** By cell; undefined: nothing is known. */
  cellsBefore: ReadonlyMap<string, number> | undefined
  showsSmallCounts: boolean
}

/**
 * Reads what an export is made of, all of one moment.
 * @throws Problem pool-not-found (also where it is archived), plan-not-ready, plan-not-found
 */
export async function readExportSource(
  { db }: ResultsDeps,
  key: PoolKey,
  { number, format }: { number: number | 'current'; format: FormatName },
): Promise<ExportSource> {
  const rows = await readOrganization(db, key.orgId, async (trx) => {
    const row = await findPlan(trx, key, number)
    const state = { planNumber: row.number, effectiveNumber: (await findLastStateOfPlan(trx, key, row.number)) ?? 0 }
    const pool = await findPool(trx, key.orgId, key.poolId)
    const policy = await findPolicy(trx, key.orgId, { poolId: key.poolId, version: row.policy_version })
    const told = await listBudgetsExportedBefore(trx, key, state.effectiveNumber)
    const applied = await listNewestApplied(trx, key)
    const entities = await readPlatformEntities(trx, key)
    return { row, state, pool, policy, told, applied, entities, earlier: await findEarlier(trx, key, state, format) }
  })
  const { entities, state } = rows
  const applied = new Map(rows.applied.map(({ cellId, ...report }) => [cellId, report]))
  const told = new Map(rows.told.map(({ entityId, ...before }) => [entityId, before]))
  return {
    plan: toExport(rows.row, await unpackJson<PackedPlan>(rows.row.plan), policySchema.parse(rows.policy?.body ?? {})),
    state,
    entities,
    before: knownBefore(entities, told, applied),
    cellsBefore: knownCellsBefore(rows.earlier && (await budgetsOf(rows.earlier)), applied),
    showsSmallCounts: rows.pool?.shows_small_counts ?? false,
  }
}

async function findPlan(trx: DatabaseTransaction, key: PoolKey, asked: number | 'current'): Promise<StoredPlan> {
  const state = await readPoolInForce(trx, key)
  if (!state) throw poolNotFound()
  const inForce = await readNumbersInForce(trx, key)
  if (!inForce) throw planNotReady()
  // Never what only is proposed: a file is what somebody spends by.
  const row = await readPlanAsInForce(trx, { ...key, number: asked === 'current' ? inForce.plan_number : asked })
  if (!row) throw planNotFound()
  return row
}

interface EarlierFile {
  plan: Buffer
  exportedAt: Date
}

/** Plans that were exported are kept, with what was in force beside them, so that the file before can be made again. */
async function findEarlier(
  trx: DatabaseTransaction,
  key: PoolKey,
  { effectiveNumber }: ExportedState,
  format: FormatName,
): Promise<EarlierFile | undefined> {
  if (platformOf(format) !== null) return undefined
  const state = await findStateExportedBefore(trx, key, { effectiveNumber, format })
  const plan = state && (await readEffectivePlan(trx, { ...key, number: state.effectiveNumber }))
  return plan && { plan: plan.plan, exportedAt: state.exportedAt }
}

async function budgetsOf({ plan, exportedAt }: EarlierFile) {
  const { recommendations } = await unpackJson<PackedPlan>(plan)
  const budgets = new Map(recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]))
  return { budgets, exportedMs: exportedAt.getTime() }
}

function toExport(
  row: StoredPlan,
  { currency, poolId, recommendations, poolDailyBudgetMinor, reserveDailyMinor }: PackedPlan,
  policy: ReturnType<typeof policySchema.parse>,
): PlanToExport {
  return {
    poolId,
    number: row.number,
    currency,
    exponent: currencyExponent(currency),
    unitMinor: policy.platform.unitMinor,
    poolDailyBudgetMinor,
    reserveDailyMinor,
    lines: recommendations.toSorted((a, b) => (a.cellId < b.cellId ? -1 : 1)),
  }
}
