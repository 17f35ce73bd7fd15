import {
  type AppliedBudget,
  type Database,
  findApplied,
  insertAuditEntry,
  listCells,
  type PoolKey,
  readNumbersInForce,
  readPlan,
  requestRecompute,
  upsertApplied,
} from '@sluice/database'
import { type Author, type Deciding, DecisionRefusal, decide } from './decision.ts'

export interface AppliedReport {
  planNumber: number
  items: readonly AppliedBudget[]
  /** Whether the amount of a moment that was reported before gives way to the one of this report. */
  corrects: boolean
}

export interface Reported {
  /** Reports that were new or corrected one; the others had been made before. */
  accepted: number
  /** The revision whose plan has them; null: nothing was new. */
  revision: number | null
}

/**
 * No cell is believed to have been given more than this many times its baseline and more than its whole pool has for a
 * day: an amount in the wrong unit is a hundred times too large, and would take the money of days whose spend nobody
 * reports.
 */
const MOST_BASELINES = 10

/** A tool's clock may be this much behind ours. */
const MOST_BEHIND_MS = 5 * 60_000

/**
 * Notes what a tool really set. Ramps count from it, and so does the money of days whose spend nobody reports. The same
 * report again changes nothing.
 * @throws DecisionRefusal pool-not-found, plan-not-found, cells-not-found; applied-implausible for more than any cell
 * gets, or the cells of the report together; applied-too-early for a moment before the plan was computed;
 * applied-conflict where a cell and moment was reported with another amount and this report corrects none.
 */
export async function reportApplied(
  db: Database,
  pool: PoolKey,
  { planNumber, items, corrects }: AppliedReport,
  author: Author,
): Promise<Reported> {
  return decide(db, pool, author, async (deciding) => {
    const { trx } = deciding
    const plan = await readPlan(trx, { ...pool, number: planNumber })
    if (!plan) throw new DecisionRefusal({ kind: 'plan-not-found' })
    const baselines = await requireCells(deciding, items)
    const known = new Map((await findApplied(trx, pool, items)).map((row) => [row.index, row.dailyBudgetMinor]))
    const indexes = conflicting(items, corrects ? new Map() : known)
    if (indexes.length > 0) throw new DecisionRefusal({ kind: 'applied-conflict', indexes })
    // What was noted once is not refused when it is repeated, even if it would be refused now.
    const isNoted = (index: number) => known.get(index) === items[index]?.dailyBudgetMinor
    const early = beforePlan(items, plan).filter((index) => !isNoted(index))
    if (early.length > 0) throw new DecisionRefusal({ kind: 'applied-too-early', indexes: early })
    const mosts = await mostThatCanBe(deciding, { baselines, ofPlan: plan.pool_daily_budget_minor })
    const beyond = implausible(items, mosts.byCell).filter(({ index }) => !isNoted(index))
    if (beyond.length > 0)
      throw new DecisionRefusal({ kind: 'applied-implausible', items: beyond, mostTogetherMinor: null })
    const reports = items.filter((_, index) => !isNoted(index))
    if (reports.length === 0) return { accepted: 0, revision: null }
    requirePlausibleTogether(items, mosts.togetherMinor)
    const [bumped] = await requestRecompute(trx, pool.orgId, [pool.poolId])
    const revision = bumped?.revision ?? 0
    await upsertApplied(trx, pool, { planNumber, revision, author: author.keyId, reports })
    await insertAuditEntry(trx, {
      org_id: pool.orgId,
      actor: author.keyId,
      action: corrects ? 'plan.applied_corrected' : 'plan.applied',
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

/** A plan is set after it is made; a moment weeks before it would take its money for all the days between. */
function beforePlan(items: readonly AppliedBudget[], plan: { computed_at: Date }): number[] {
  const earliest = plan.computed_at.getTime() - MOST_BEHIND_MS
  return items.flatMap(({ appliedAt }, index) => (Date.parse(appliedAt) < earliest ? [index] : []))
}

/** Removed cells too: that one of them is paused now is just what should be reported. */
async function requireCells({ trx, pool }: Deciding, items: readonly AppliedBudget[]): Promise<Map<string, number>> {
  const known = new Map((await listCells(trx, pool)).map((cell) => [cell.id, cell.baseline_daily_budget_minor]))
  const cellIds = [...new Set(items.map(({ cellId }) => cellId))].filter((cellId) => !known.has(cellId))
  if (cellIds.length > 0) throw new DecisionRefusal({ kind: 'cells-not-found', cellIds, pointer: '#/items' })
  return known
}

function implausible(items: readonly AppliedBudget[], mosts: ReadonlyMap<string, number>) {
  return items.flatMap(({ cellId, dailyBudgetMinor }, index) => {
    const mostMinor = mosts.get(cellId) ?? 0
    return dailyBudgetMinor > mostMinor ? [{ index, mostMinor }] : []
  })
}

/**
 * In a pool of hundreds of cells each alone may have a hundred times its own amount: the sum of a report shows whether
 * its unit is right.
 */
function requirePlausibleTogether(items: readonly AppliedBudget[], mostTogetherMinor: number): void {
  const latest = new Map<string, AppliedBudget>()
  for (const item of items) {
    const known = latest.get(item.cellId)
    if (!known || Date.parse(known.appliedAt) <= Date.parse(item.appliedAt)) latest.set(item.cellId, item)
  }
  const togetherMinor = [...latest.values()].reduce((sum, { dailyBudgetMinor }) => sum + dailyBudgetMinor, 0)
  if (togetherMinor <= mostTogetherMinor) return
  throw new DecisionRefusal({ kind: 'applied-implausible', items: [], mostTogetherMinor })
}

interface Mosts {
  byCell: ReadonlyMap<string, number>
  /** For all cells of a report. */
  togetherMinor: number
}

/**
 * The most that can have been given. A cell's own maximum is no bound: that a tool exceeded it is just what should be
 * known.
 */
async function mostThatCanBe(
  { trx, pool }: Deciding,
  { baselines, ofPlan }: { baselines: ReadonlyMap<string, number>; ofPlan: number },
): Promise<Mosts> {
  const now = await readNumbersInForce(trx, pool)
  const ofPool = Math.max(ofPlan, now?.pool_daily_budget_minor ?? 0)
  const ofBaselines = [...baselines.values()].reduce((sum, minor) => sum + minor, 0)
  return {
    byCell: new Map([...baselines].map(([cellId, minor]) => [cellId, Math.max(ofPool, MOST_BASELINES * minor)])),
    togetherMinor: MOST_BASELINES * Math.max(ofPool, ofBaselines),
  }
}
