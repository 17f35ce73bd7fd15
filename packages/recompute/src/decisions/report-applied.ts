import {
  type AppliedBudget,
  type Database,
  findApplied,
  insertApplied,
  insertAuditEntry,
  listCells,
  type PoolKey,
  readPlan,
  requestRecompute,
} from '@sluice/database'
import { type Author, type Deciding, DecisionRefusal, decide } from './decision.ts'

export interface AppliedReport {
  planNumber: number
  items: readonly AppliedBudget[]
}

export interface Reported {
  /** Reports that were new; the others had been made before. */
  accepted: number
  /** The revision whose plan has them; null: nothing was new. */
  revision: number | null
}

/**
 * Notes what a tool really set. Ramps count from it, and so does the money of days whose spend nobody reports. The same
 * report again changes nothing.
 * @throws DecisionRefusal pool-not-found, plan-not-found, cells-not-found; applied-conflict where a cell and moment was
 * reported with another amount.
 */
export async function reportApplied(
  db: Database,
  pool: PoolKey,
  { planNumber, items }: AppliedReport,
  author: Author,
): Promise<Reported> {
  return decide(db, pool, author, async (deciding) => {
    const { trx } = deciding
    if (!(await readPlan(trx, { ...pool, number: planNumber }))) throw new DecisionRefusal({ kind: 'plan-not-found' })
    await requireCells(deciding, items)
    const known = new Map((await findApplied(trx, pool, items)).map((row) => [row.index, row.dailyBudgetMinor]))
    const indexes = conflicting(items, known)
    if (indexes.length > 0) throw new DecisionRefusal({ kind: 'applied-conflict', indexes })
    const reports = items.filter((_, index) => !known.has(index))
    if (reports.length === 0) return { accepted: 0, revision: null }
    const [bumped] = await requestRecompute(trx, pool.orgId, [pool.poolId])
    const revision = bumped?.revision ?? 0
    await insertApplied(trx, pool, { planNumber, revision, author: author.keyId, reports })
    await insertAuditEntry(trx, {
      org_id: pool.orgId,
      actor: author.keyId,
      action: 'plan.applied',
      object: `${pool.poolId}/${planNumber}`,
      request_id: author.requestId,
    })
    return { accepted: reports.length, revision }
  })
}

/** Reports of a cell and moment with another amount than noted before, or than earlier in this very report. */
function conflicting(items: readonly AppliedBudget[], known: ReadonlyMap<number, number>): number[] {
  const first = new Map<string, number>()
  return items.flatMap(({ cellId, appliedAt, dailyBudgetMinor }, index) => {
    const key = `${cellId} ${Date.parse(appliedAt)}`
    const noted = known.get(index) ?? first.get(key) ?? dailyBudgetMinor
    first.set(key, noted)
    return noted === dailyBudgetMinor ? [] : [index]
  })
}

/** Removed cells too: that one of them is paused now is just what is to be said. */
async function requireCells({ trx, pool }: Deciding, items: readonly AppliedBudget[]): Promise<void> {
  const known = new Set((await listCells(trx, pool)).map(({ id }) => id))
  const cellIds = [...new Set(items.map(({ cellId }) => cellId))].filter((cellId) => !known.has(cellId))
  if (cellIds.length > 0) throw new DecisionRefusal({ kind: 'cells-not-found', cellIds })
}
