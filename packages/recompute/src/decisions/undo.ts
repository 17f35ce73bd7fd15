import {
  type Database,
  deleteOverrides,
  type EffectivePlanRow,
  listCells,
  type OverrideKind,
  type PoolKey,
  readInForceAt,
  readLastInForceOfPlan,
  readPlan,
  readPoolSettings,
  requestRecompute,
  unpackJson,
  upsertOverrides,
} from '@sluice/database'
import { amountsOf, type Plan } from '@sluice/planning'
import { addDays, firstInstantOf, localDayAt } from '../calendar.ts'
import { amountsInForce, loadInForce, unpackKept } from '../in-force.ts'
import { isAtPlaceOf } from './cell-place.ts'
import { type Author, type Deciding, DecisionRefusal, decide, keyNameOf, noteDecision } from './decision.ts'
import type { Requested } from './override-cell.ts'

/** What an undo goes back to: what was in force last beside a plan, or under a number of what is in force. */
export type UndoTarget = { planNumber: number } | { effectiveRevision: number }

export interface Undo {
  to: UndoTarget
  /** Until when the amounts are pinned; null: until the end of the pool's next local day. */
  until: string | null
}

export interface Undone extends Requested {
  until: string
  /** What each cell is pinned to, by id; 0: it is paused. */
  pins: ReadonlyMap<string, number>
  /** How many of these get another amount than is in force. */
  changedCells: number
}

/**
 * Goes back to what was in force: pins every cell that is still there, and where it was, to its amount of then. The next
 * plan has them, whatever happens meanwhile; what is full stays at its floor all the same.
 * @throws DecisionRefusal pool-not-found, plan-not-found, revision-not-found; nothing-left where no cell of then is where it was
 */
export async function undoTo(db: Database, pool: PoolKey, undo: Undo, author: Author): Promise<Undone> {
  return decide(db, pool, author, async (deciding) => {
    const { planNumber, plan, amounts } = await under(deciding, undo.to)
    const lines = new Map(plan.recommendations.map((line) => [line.cellId, line]))
    const cells = (await listCells(deciding.trx, pool)).filter(({ removed_at }) => removed_at === null)
    const until = undo.until ?? (await endOfNextDay(deciding))
    const pins = cells.flatMap((cell) => {
      const [line, minor] = [lines.get(cell.id), amounts.get(cell.id)]
      // What a clinic had is no word about another one that has its id now.
      if (line === undefined || minor === undefined || !isAtPlaceOf(line, cell)) return []
      // A fixed 0 would be lifted to the floor: who had nothing was paused.
      const kind: OverrideKind = minor === 0 ? 'pause' : 'fixed'
      return [{ cellId: cell.id, kind, dailyBudgetMinor: minor }]
    })
    if (pins.length === 0) throw new DecisionRefusal({ kind: 'nothing-left' })
    const now = amountsInForce(await loadInForce(deciding.trx, pool, { number: planNumber, plan }))
    const decisionId = await noteDecision(deciding, {
      kind: 'undo',
      planNumber,
      cells: pins.map(({ cellId, dailyBudgetMinor }) => ({ cellId, dailyBudgetMinor, beforeMinor: null })),
      action: 'plan.undo',
    })
    await deleteOverrides(deciding.trx, pool, { origin: 'undo' })
    await upsertOverrides(deciding.trx, pool, {
      origin: 'undo',
      overrides: pins,
      author: author.keyId,
      authorName: author.name,
      keyName: await keyNameOf(deciding),
      reason: author.reason ?? 'other',
      expiresAt: until,
      decisionId,
      undoTo: planNumber,
    })
    const [bumped] = await requestRecompute(deciding.trx, pool.orgId, [pool.poolId])
    return {
      decisionId,
      revision: bumped?.revision ?? null,
      until,
      pins: new Map(pins.map((pin) => [pin.cellId, pin.dailyBudgetMinor])),
      changedCells: pins.filter((pin) => pin.dailyBudgetMinor !== now.get(pin.cellId)).length,
    }
  })
}

/** Lets the pool move again before the pins of an undo expire. @throws DecisionRefusal pool-not-found */
export async function endUndo(db: Database, pool: PoolKey, author: Author): Promise<Requested> {
  return decide(db, pool, author, async (deciding) => {
    const count = await deleteOverrides(deciding.trx, pool, { origin: 'undo' })
    if (count === 0) return { decisionId: null, revision: null }
    const decisionId = await noteDecision(deciding, {
      kind: 'undo_removed',
      planNumber: null,
      cells: [],
      action: 'plan.undo_removed',
    })
    const [bumped] = await requestRecompute(deciding.trx, pool.orgId, [pool.poolId])
    return { decisionId, revision: bumped?.revision ?? null }
  })
}

/** A plan, and what was in force beside it. */
interface Then {
  planNumber: number
  plan: Plan
  amounts: ReadonlyMap<string, number>
}

async function under(deciding: Deciding, to: UndoTarget): Promise<Then> {
  const { trx, pool } = deciding
  if ('planNumber' in to) return beside(deciding, to.planNumber, await readLastInForceOfPlan(trx, pool, to.planNumber))
  const state = await readInForceAt(trx, pool, to.effectiveRevision)
  if (state === undefined) throw new DecisionRefusal({ kind: 'revision-not-found' })
  return beside(deciding, state.plan_number, state)
}

/** A plan that was never noted as in force was in force whole, as every plan was once. */
async function beside(
  { trx, pool }: Deciding,
  planNumber: number,
  state: Pick<EffectivePlanRow, 'kept'> | undefined,
): Promise<Then> {
  const row = await readPlan(trx, { ...pool, number: planNumber })
  if (!row) throw new DecisionRefusal({ kind: 'plan-not-found' })
  const kept = state === undefined ? [] : await unpackKept(state)
  const plan = await unpackJson<Plan>(row.plan)
  return { planNumber, plan, amounts: amountsOf(plan, { kept }) }
}

/** First instant of the day after tomorrow, in the pool's zone. */
async function endOfNextDay({ trx, pool }: Deciding): Promise<string> {
  const settings = await readPoolSettings(trx, pool)
  if (settings === undefined) throw new DecisionRefusal({ kind: 'pool-not-found' })
  const { now } = await trx.selectNoFrom((eb) => eb.fn<Date>('clock_timestamp').as('now')).executeTakeFirstOrThrow()
  const today = localDayAt(now.toISOString(), settings.timeZone)
  return firstInstantOf(addDays(today.date, 2), settings.timeZone)
}
