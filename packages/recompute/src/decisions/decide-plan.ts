import {
  type Database,
  type DecidedCell,
  listCells,
  type PlanStatus,
  type PoolKey,
  readPlan,
  readPlanInput,
  requestRecompute,
  setInForce,
  unpackJson,
} from '@sluice/database'
import { type Effective, type Plan, type PlanningInput, rejectedOf } from '@sluice/planning'
import { amountsInForce, type InForce, loadInForce, type NumberedPlan } from '../in-force.ts'
import { isSamePlace } from '../same-place.ts'
import { prepareInForce, saveInForce } from '../save-in-force.ts'
import { standingOf, takeEffect } from '../take-effect.ts'
import { isAtPlaceOf } from './cell-place.ts'
import { type Author, type Deciding, DecisionRefusal, decide, noteDecision } from './decision.ts'

export interface PlanDecision {
  planNumber: number
  decision: 'approve' | 'reject'
  /** null: all of the plan that is not in force, but for what stands as refused. */
  cellIds: readonly string[] | null
}

export interface Decided {
  /** null: it was so already, and nothing was noted. */
  decisionId: number | null
  /** Number of what is in force now. */
  effectiveNumber: number
  /** Cells whose new amount still waits for a decision. */
  waitingCells: number
  /** The revision whose plan has it; null: nothing changed. */
  revision: number | null
  /** Cells left out because their amount stands as rejected: name them to approve them all the same. */
  leftRejected: string[]
  /** Cells a rejection of the whole plan left as they are: their amounts in the plan are in force already. */
  alreadyInForce: string[]
}

/**
 * Approves or rejects amounts of a plan, all or of some cells. What is approved is in force when this returns. Amounts
 * in force already are no longer decided on, so a repeat changes nothing.
 * @throws DecisionRefusal pool-not-found, plan-not-ready, plan-not-found, cells-not-found; `outdated` only where an
 * amount that is decided on differs in the latest plan, or is for a cell that has another place by now;
 * `already-in-force` where what is refused is in force; `not-funded` where the money of an approved rise is not there.
 */
export async function decidePlan(db: Database, pool: PoolKey, asked: PlanDecision, author: Author): Promise<Decided> {
  return decide(db, pool, author, async (deciding) => {
    const now = await loadNow(deciding)
    const { lines, amounts } = await loadAsked(deciding, asked, now)
    const { decided, leftRejected } = whatToDecide(amounts, asked, now)
    const alreadyInForce = asked.decision === 'reject' && asked.cellIds === null ? changesInForce(lines, now) : []
    const left = { leftRejected, alreadyInForce }
    if (decided.size === 0) return { ...alreadySo(now.inForce), ...left }
    requireStillProposed(decided, now)
    await requireSamePlaces(deciding, { decided, lines }, now)
    const make = asked.decision === 'approve' ? approve : refuse
    return { ...(await make(deciding, asked, now, decided)), ...left }
  })
}

/** Where the pool stands. */
interface Now {
  latest: NumberedPlan
  input: PlanningInput
  inForce: InForce
  amounts: ReadonlyMap<string, number>
}

async function loadNow({ trx, pool, state }: Deciding): Promise<Now> {
  const number = state.plan_number
  const row = number === null ? undefined : await readPlan(trx, { ...pool, number })
  const from = number === null ? undefined : await readPlanInput(trx, { ...pool, number })
  if (number === null || !row || !from) throw new DecisionRefusal({ kind: 'plan-not-ready' })
  const [plan, input] = await Promise.all([unpackJson<Plan>(row.plan), unpackJson<PlanningInput>(from.input)])
  const latest = { number, plan }
  const inForce = await loadInForce(trx, pool, latest)
  if (inForce === null) throw new DecisionRefusal({ kind: 'plan-not-ready' })
  return { latest, input, inForce, amounts: amountsInForce(inForce) }
}

/** The lines of the plan that is decided on, and its amounts by cell. */
async function loadAsked(deciding: Deciding, asked: PlanDecision, now: Now) {
  const plan = await loadPlan(deciding, asked, now)
  return { lines: plan.recommendations, amounts: amountsOfPlan(plan) }
}

async function loadPlan({ trx, pool }: Deciding, { planNumber }: PlanDecision, { latest }: Now): Promise<Plan> {
  if (planNumber === latest.number) return latest.plan
  const row = await readPlan(trx, { ...pool, number: planNumber })
  if (!row) throw new DecisionRefusal({ kind: 'plan-not-found' })
  return unpackJson<Plan>(row.plan)
}

/** Cells that have what the plan says and had something else before it. A rejection that names cells is refused for these. */
function changesInForce(lines: Plan['recommendations'], { amounts }: Now): string[] {
  return lines
    .filter((line) => line.recommendedDailyBudgetMinor !== line.previousDailyBudgetMinor)
    .filter((line) => line.recommendedDailyBudgetMinor === amounts.get(line.cellId))
    .map(({ cellId }) => cellId)
}

function amountsOfPlan({ recommendations }: Plan): Map<string, number> {
  return new Map(recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]))
}

type Outcome = Omit<Decided, 'leftRejected' | 'alreadyInForce'>

/**
 * What there is to decide: amounts of the plan that are not in force, and not rejected yet. A rejected amount is
 * approved only where its cell is named: approving all that is left must not take another person's rejection back
 * unseen.
 */
function whatToDecide(
  amounts: ReadonlyMap<string, number>,
  { cellIds, decision }: PlanDecision,
  { amounts: inForce, inForce: standing }: Now,
): { decided: Map<string, number>; leftRejected: string[] } {
  const unknown = (cellIds ?? []).filter((cellId) => !amounts.has(cellId))
  if (unknown.length > 0) throw new DecisionRefusal({ kind: 'cells-not-found', cellIds: unknown, pointer: '#/cellIds' })
  const refused = rejectedOf(standing.effective)
  const wanted = cellIds === null ? [...amounts.keys()] : cellIds
  const open = wanted.filter((cellId) => amounts.get(cellId) !== inForce.get(cellId))
  if (decision === 'reject') requireSomethingOpen(wanted, open, cellIds !== null)
  const isRefused = (cellId: string) => refused.get(cellId) === amounts.get(cellId)
  const asked = decision === 'approve' && cellIds !== null ? open : open.filter((cellId) => !isRefused(cellId))
  const decided = new Map(asked.map((cellId) => [cellId, amounts.get(cellId) ?? 0]))
  return { decided, leftRejected: decision === 'approve' ? open.filter((cellId) => !decided.has(cellId)) : [] }
}

/** A rejection takes back nothing that is in force: a caller that wants that gets an error, not a success. */
function requireSomethingOpen(wanted: readonly string[], open: readonly string[], isNamed: boolean): void {
  if (isNamed ? open.length === wanted.length : open.length > 0) return
  const isOpen = new Set(open)
  throw new DecisionRefusal({ kind: 'already-in-force', cellIds: wanted.filter((cellId) => !isOpen.has(cellId)) })
}

function requireStillProposed(decided: ReadonlyMap<string, number>, { latest }: Now): void {
  const proposed = amountsOfPlan(latest.plan)
  const cells = [...decided]
    .filter(([cellId, minor]) => proposed.get(cellId) !== minor)
    .map(([cellId]) => ({ cellId, proposedMinor: proposed.get(cellId) ?? null }))
  if (cells.length > 0) throw new DecisionRefusal({ kind: 'outdated', latestNumber: latest.number, cells })
}

/** The decider read of a clinic: the same id at another place is another clinic, even if as much is proposed there. */
async function requireSamePlaces(
  { trx, pool }: Deciding,
  asked: { decided: ReadonlyMap<string, number>; lines: Plan['recommendations'] },
  { latest }: Now,
): Promise<void> {
  const cells = new Map((await listCells(trx, pool)).map((row) => [row.id, row]))
  const planned = new Map(latest.plan.recommendations.map((line) => [line.cellId, line]))
  const cellIds = asked.lines
    .filter((line) => asked.decided.has(line.cellId))
    .filter((line) => {
      const latestLine = planned.get(line.cellId)
      return !isAtPlaceOf(line, cells.get(line.cellId)) || latestLine === undefined || !isSamePlace(line, latestLine)
    })
    .map(({ cellId }) => cellId)
  if (cellIds.length > 0) throw new DecisionRefusal({ kind: 'moved', latestNumber: latest.number, cellIds })
}

async function approve(
  deciding: Deciding,
  asked: PlanDecision,
  now: Now,
  decided: ReadonlyMap<string, number>,
): Promise<Outcome> {
  const { input, latest, inForce: before } = now
  const effective = takeEffect({ input, plan: latest.plan, before, approved: new Set(decided.keys()) })
  const short = effective.kept.filter(({ cellId }) => decided.has(cellId))
  if (short.length > 0) {
    const missingMinor = short.reduce((sum, cell) => sum + cell.proposedDailyBudgetMinor - cell.dailyBudgetMinor, 0)
    throw new DecisionRefusal({ kind: 'not-funded', missingMinor, cellIds: short.map(({ cellId }) => cellId) })
  }
  const status = standingOf({ input, effective }, 'partly_approved')
  return save(deciding, asked, now, { decided, effective, status, action: 'plan.approve' })
}

async function refuse(
  deciding: Deciding,
  asked: PlanDecision,
  now: Now,
  decided: ReadonlyMap<string, number>,
): Promise<Outcome> {
  const { input, latest, inForce: before } = now
  const effective = takeEffect({ input, plan: latest.plan, before, rejected: new Set(decided.keys()) })
  const status = standingOf({ input, effective }, before.status === 'partly_approved' ? 'partly_approved' : null)
  return save(deciding, asked, now, { decided, effective, status, action: 'plan.reject' })
}

interface DecidedOn {
  decided: ReadonlyMap<string, number>
  effective: Effective
  status: PlanStatus
  action: string
}

async function save(deciding: Deciding, asked: PlanDecision, now: Now, outcome: DecidedOn): Promise<Outcome> {
  const { trx, pool } = deciding
  const { decided, effective, status, action } = outcome
  const cells: DecidedCell[] = [...decided].map(([cellId, dailyBudgetMinor]) => {
    return { cellId, dailyBudgetMinor, beforeMinor: now.amounts.get(cellId) ?? null }
  })
  const { planNumber, decision: kind } = asked
  const decisionId = await noteDecision(deciding, { kind, planNumber, cells, action })
  const { latest, input, inForce: before } = now
  const change = { before, planNumber: latest.number, plan: latest.plan, input, effective, status, decisionId }
  const prepared = prepareInForce(change)
  const effectiveNumber = await saveInForce(trx, pool, change, { prepared, at: await clock(deciding) })
  await setInForce(trx, pool, effectiveNumber)
  const [bumped] = await requestRecompute(trx, pool.orgId, [pool.poolId])
  return { decisionId, effectiveNumber, waitingCells: waitingIn(effective), revision: bumped?.revision ?? null }
}

/** The database's clock: that of one machine in front of another would put budgets into the future. */
async function clock({ trx }: Deciding): Promise<Date> {
  const { at } = await trx.selectNoFrom((eb) => eb.fn<Date>('clock_timestamp').as('at')).executeTakeFirstOrThrow()
  return at
}

function alreadySo({ number, effective }: InForce): Outcome {
  return { decisionId: null, effectiveNumber: number, waitingCells: waitingIn(effective), revision: null }
}

function waitingIn({ kept }: Effective): number {
  return kept.filter(({ why }) => why === 'approval').length
}
