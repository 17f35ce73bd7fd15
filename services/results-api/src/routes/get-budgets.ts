import { listBudgets as operation, type Recommendation } from '@sluice/contracts'
import { readPoolInForce } from '@sluice/database'
import { type BudgetStandings, budgetStandings, type CellStanding } from '@sluice/recompute'
import { cursorCodec, type HttpApp, Problem, serve } from '@sluice/service-kit'
import { z } from 'zod'
import type { ResultsDeps } from '../deps.ts'
import { pageAnswer } from '../page-answer.ts'
import type { PlanLines, PlanReader } from '../plan-reader.ts'
import { readOrganization } from '../read-organization.ts'
import { planNotReady, poolNotFound } from '../refusals.ts'

const cursors = cursorCodec('budgets', 1, z.strictObject({ number: z.int().min(1), cellId: z.string() }))

/** GET /v1/pools/{poolId}/budgets: recommended, in force, applied and spent; all pages of one state of what is in force. */
export function getBudgets(app: HttpApp, deps: ResultsDeps, read: PlanReader): void {
  serve(app, operation, deps, async ({ params: { poolId }, query, principal: { orgId }, headers }) => {
    const { limit, cursor, ...filter } = query
    const question = { poolId, ...filter }
    const after = cursor === undefined ? undefined : cursors.decode(cursor, question)
    const key = { orgId, poolId }
    const number = after?.number ?? (await currentNumber(deps, key))
    const plan = await read({ ...key, number })
    if (!plan) throw new Problem('bad-cursor', 'What this cursor goes on in is no longer kept.')
    const wanted = plan.lines.filter((line) => line.cellId > (after?.cellId ?? '') && isWanted(line, filter))
    const page = wanted.slice(0, limit)
    const standings = await readStandings(deps, key, page)
    const items = page.map((line) => toBudget(line, plan, standings))
    const last = wanted.length > limit ? page.at(-1) : undefined
    return pageAnswer({
      path: `/v1/pools/${poolId}/budgets`,
      query,
      items,
      nextCursor: last ? cursors.encode({ number, cellId: last.cellId }, question) : null,
      version: [poolId, number, JSON.stringify(items)],
      ifNoneMatch: headers['if-none-match'],
    })
  })
}

async function currentNumber({ db }: ResultsDeps, key: { orgId: string; poolId: string }): Promise<number> {
  const state = await readOrganization(db, key.orgId, (trx) => readPoolInForce(trx, key))
  if (!state) throw poolNotFound()
  if (state.effective_number === null) throw planNotReady()
  return state.effective_number
}

function readStandings({ db }: ResultsDeps, key: { orgId: string; poolId: string }, page: readonly Recommendation[]) {
  const cellIds = page.map(({ cellId }) => cellId)
  const asOf = new Date().toISOString()
  return readOrganization(db, key.orgId, (trx) => budgetStandings(trx, key, { cellIds, asOf }))
}

interface Filter {
  locationId?: string | undefined
  serviceLine?: string | undefined
  standing?: string | undefined
}

function isWanted(line: Recommendation, { locationId, serviceLine, standing }: Filter): boolean {
  return (
    (locationId === undefined || line.locationId === locationId) &&
    (serviceLine === undefined || line.serviceLine === serviceLine) &&
    (standing === undefined || standingOf(line) === standing)
  )
}

type Standing = 'in_force' | 'awaiting_approval' | 'awaiting_money' | 'rejected'

function standingOf({ proposedDailyBudgetMinor, reasons }: Recommendation): Standing {
  if (proposedDailyBudgetMinor === undefined) return 'in_force'
  const [why] = reasons
  return why === 'awaiting_money' || why === 'rejected' ? why : 'awaiting_approval'
}

function toBudget(line: Recommendation, { currency }: PlanLines, { yesterday, monthStart, of }: BudgetStandings) {
  const { cellId, label, locationId, serviceLine, channel, recommendedDailyBudgetMinor: inForce } = line
  const known = of.get(cellId)
  return {
    cellId,
    label,
    locationId,
    serviceLine,
    channel,
    currency,
    standing: standingOf(line),
    recommendedDailyBudgetMinor: line.proposedDailyBudgetMinor ?? inForce,
    effectiveDailyBudgetMinor: inForce,
    effectiveSince: known?.effectiveAt?.toISOString() ?? null,
    effectivePlanNumber: known?.planNumber ?? null,
    decisionId: known?.decisionId ?? null,
    override: known?.override ? toOverride(known.override) : null,
    message: known?.message ? toMessage(known.message) : null,
    appliedDailyBudgetMinor: known?.appliedMinor ?? null,
    appliedAt: known?.appliedAt?.toISOString() ?? null,
    yesterday,
    spentYesterdayMinor: known?.spentYesterdayMinor ?? null,
    monthStart,
    spentMonthToDateMinor: known?.spentMonthToDateMinor ?? null,
  }
}

function toMessage(row: NonNullable<CellStanding['message']>) {
  return {
    messageId: row.message_id,
    approvedBy: row.author_name ?? row.key_name ?? row.author,
    approvedAt: row.approved_at.toISOString(),
  }
}

function toOverride(row: NonNullable<CellStanding['override']>) {
  return {
    kind: row.kind,
    dailyBudgetMinor: row.daily_budget_minor,
    isUndo: row.origin === 'undo',
    reason: row.reason,
    author: row.author,
    authorName: row.key_name,
    decidedBy: row.author_name,
    expiresAt: row.expires_at?.toISOString() ?? null,
  }
}
