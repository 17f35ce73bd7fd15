import {
  connect,
  type Database,
  type PoolKey,
  readEffectivePlan,
  readPlan,
  readPlanInput,
  readStoredNews,
  unpackJson,
} from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
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
import { clinicId, configurePool } from '@sluice/test-kit'
import { expect, onTestFinished } from 'vitest'
import { loadEffective } from '../src/in-force.ts'
import { decidePlan, overrideCell, planNews, recomputePool, storedToNews, undoTo } from '../src/index.ts'
import { type Replay, replay } from '../src/replay.ts'
import { author, capacity, currentPlan, read, test } from './setup.ts'

/** What was in force under each number: as stored, and as it comes out of what else is stored. */
async function historyOf(db: Database, pool: PoolKey): Promise<{ stored: Effective[]; remade: Effective[] }> {
  return read(db, pool, async (trx) => {
    const rows = await trx.selectFrom('effective_plans').selectAll().orderBy('number').execute()
    const decisions = await trx.selectFrom('plan_decisions').selectAll().execute()
    const stored: Effective[] = []
    const remade: Effective[] = []
    let before: ReadonlyMap<string, number> | null = null
    let climbs = new Map<string, number>()
    let bases = new Map<string, number>()
    let rejected = new Map<string, number>()
    for (const row of rows) {
      const number = row.plan_number
      const [made, from] = [await readPlan(trx, { ...pool, number }), await readPlanInput(trx, { ...pool, number })]
      if (made === undefined || from === undefined) throw new Error('a plan is not kept')
      const plan = await unpackJson<Plan>(made.plan)
      const input = await unpackJson<PlanningInput>(from.input)
      const decision = decisions.find(({ id }) => id === row.decision_id)
      const decided = (decision?.cells ?? []) as { cellId: string; dailyBudgetMinor: number }[]
      if (decision?.kind === 'reject') {
        for (const { cellId, dailyBudgetMinor } of decided) rejected.set(cellId, dailyBudgetMinor)
      }
      const approved = new Set(decision?.kind === 'approve' ? decided.map(({ cellId }) => cellId) : [])
      remade.push(effectiveOf(input, plan, { before, climbs, bases, moved: new Set(), rejected, approved }))
      const effective = await loadEffective(trx, pool, { row, plan })
      stored.push(effective)
      before = amountsOf(plan, effective)
      climbs = climbsOf(effective)
      bases = basesOf(effective)
      rejected = rejectedOf(effective)
    }
    return { stored, remade }
  })
}

/** What followers are told of each state after the first: as it is kept beside it, and as two plans differ. */
async function newsOf(db: Database, pool: PoolKey, states: number) {
  return read(db, pool, async (trx) => {
    const told = []
    for (let number = 2; number <= states; number++) {
      const row = await readStoredNews(trx, { ...pool, number })
      if (!row?.news) throw new Error('no news are kept')
      const state = { ...row, poolId: pool.poolId, computedAt: row.computedAt.toISOString() }
      const inForce = async (n: number) => {
        const { plan, planNumber } = (await readEffectivePlan(trx, { ...pool, number: n })) ?? { plan: Buffer.alloc(0) }
        return { ...(await unpackJson<Plan>(plan)), planNumber: planNumber ?? 0, number: n }
      }
      const counted = planNews({ ...state, ...(await inForce(number)) }, await inForce(number - 1))
      told.push({ kept: storedToNews(state, number - 1, row.news), counted })
    }
    return told
  })
}

test('[D9] every state of what was in force comes out again of the state before, its plan and its decision', async ({
  database,
  db,
}) => {
  const put = (mode: string, cuts = {}) =>
    configurePool(database, { changes: { policy: { decisions: { mode, ...cuts } } } })
  const pool = await put('approval')
  const happens = async (...reports: [number, number][]) => {
    await storeEvents(
      db,
      pool.orgId,
      reports.map(([clinic, open]) => capacity(clinic, open)),
    )
    await recomputePool({ db }, pool)
    return (await currentPlan(db, pool))?.number ?? 0
  }
  const decide = async (planNumber: number, decision: 'approve' | 'reject', ...clinics: number[]) => {
    await decidePlan(db, pool, { planNumber, decision, cellIds: clinics.map(clinicId) }, author)
    await recomputePool({ db }, pool)
  }
  const first = await happens([0, 38], [1, 38], [2, 12])
  await decide(first, 'approve', 2)
  await decide(first, 'reject', 0)
  const second = await happens([0, 0])
  await decide(second, 'approve', 1)
  await overrideCell(db, pool, clinicId(1), { kind: 'maximum', dailyBudgetMinor: 9_000, expiresAt: null }, author)
  await recomputePool({ db }, pool)
  await undoTo(db, pool, { to: { planNumber: first }, until: null }, author)
  await recomputePool({ db }, pool)
  await happens([0, 30], [1, 20])
  await put('automatic')
  await recomputePool({ db }, pool)
  await happens([2, 0])
  const { stored, remade } = await historyOf(db, pool)
  expect(stored.length).toBeGreaterThan(8)
  expect(remade).toEqual(stored)
  for (const { kept, counted } of await newsOf(db, pool, stored.length)) expect(kept).toEqual(counted)
  const last = (await currentPlan(db, pool))?.number ?? 0
  const replays = await read(db, pool, async (trx) => {
    const made: (Replay | null)[] = []
    for (let number = 1; number <= last; number++) made.push(await replay(trx, { pool, number }))
    return made
  })
  expect(replays.map((each) => each?.inForce.verdict)).toEqual(Array(last).fill('same'))
  expect(replays.reduce((sum, each) => sum + (each?.inForce.states ?? 0), 0)).toBe(stored.length)
})

test('replay finds an amount in force that no decision brought, and says what it could not make again', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database, { changes: { policy: { decisions: { mode: 'approval' } } } })
  await storeEvents(db, pool.orgId, [capacity(0, 38), capacity(1, 38), capacity(2, 12)])
  await recomputePool({ db }, pool)
  await decidePlan(db, pool, { planNumber: 1, decision: 'approve', cellIds: [clinicId(2)] }, author)
  const told = () => read(db, pool, (trx) => replay(trx, { pool, number: 1 }))
  expect((await told())?.inForce).toEqual({ verdict: 'same', states: 2, differences: [] })
  const admin = connect({
    url: database.adminUrl,
    applicationName: 'test',
    maxConnections: 1,
    onError: () => undefined,
  })
  onTestFinished(() => admin.destroy())
  await admin.updateTable('plan_decisions').set({ cells: '[]' }).execute()
  expect((await told())?.inForce).toMatchObject({ verdict: 'different', states: 2 })
  await admin.deleteFrom('effective_plans').where('number', '=', 1).execute()
  expect((await told())?.inForce).toEqual({ verdict: 'incomplete', states: 0, differences: [] })
})

test('the same numbers, asked for no longer: in force at once, under a plan whose input says why', async ({
  database,
  db,
}) => {
  const put = (mode: string) => configurePool(database, { changes: { policy: { decisions: { mode } } } })
  const pool = await put('approval')
  await storeEvents(db, pool.orgId, [capacity(0, 38), capacity(1, 38), capacity(2, 12)])
  await recomputePool({ db }, pool)
  await put('automatic')
  await recomputePool({ db }, pool)
  const { stored, remade } = await historyOf(db, pool)
  expect(stored.map(({ kept }) => kept.length > 0)).toEqual([true, false])
  expect(remade).toEqual(stored)
})
