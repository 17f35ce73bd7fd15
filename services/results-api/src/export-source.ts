import { readPlatformEntities } from '@sluice/configuration'
import { currencyExponent, policy as policySchema } from '@sluice/contracts'
import {
  type DatabaseTransaction,
  findPlanExportedBefore,
  findPolicy,
  findPool,
  listBudgetsExportedBefore,
  type PoolKey,
  readNumbersInForce,
  readPlanAsInForce,
  readPoolInForce,
  type StoredPlan,
  unpackJson,
} from '@sluice/database'
import { type EntityBefore, type FormatName, type PlanToExport, platformOf } from '@sluice/exports'
import type { ResultsDeps } from './deps.ts'
import { readOrganization } from './read-organization.ts'
import { planNotFound, planNotReady, poolNotFound } from './refusals.ts'
import type { PackedPlan } from './stored-plan.ts'

/** A plan, where its money is set, and what files of earlier plans said. */
export interface ExportSource {
  plan: PlanToExport
  entities: Awaited<ReturnType<typeof readPlatformEntities>>
  /** By entity. */
  told: ReadonlyMap<string, EntityBefore>
  /** By cell, of the newest earlier plan exported in this format; undefined: there is none. */
  earlier: ReadonlyMap<string, number> | undefined
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
    const pool = await findPool(trx, key.orgId, key.poolId)
    const policy = await findPolicy(trx, key.orgId, { poolId: key.poolId, version: row.policy_version })
    const told = await listBudgetsExportedBefore(trx, key, row.number)
    const entities = await readPlatformEntities(trx, key)
    return { row, pool, policy, told, entities, earlier: await findEarlier(trx, key, { number: row.number, format }) }
  })
  return {
    plan: toExport(rows.row, await unpackJson<PackedPlan>(rows.row.plan), policySchema.parse(rows.policy?.body ?? {})),
    entities: rows.entities,
    told: new Map(rows.told.map(({ entityId, ...before }) => [entityId, before])),
    earlier: rows.earlier && (await budgetsOf(rows.earlier)),
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

/** Plans that were exported are kept, so that the one before can be read. */
async function findEarlier(trx: DatabaseTransaction, key: PoolKey, asked: { number: number; format: FormatName }) {
  if (platformOf(asked.format) !== null) return undefined
  const number = await findPlanExportedBefore(trx, key, asked)
  return number === undefined ? undefined : readPlanAsInForce(trx, { ...key, number })
}

async function budgetsOf(row: StoredPlan): Promise<ReadonlyMap<string, number>> {
  const { recommendations } = await unpackJson<PackedPlan>(row.plan)
  return new Map(recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]))
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
