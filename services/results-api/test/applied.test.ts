import type { Plan } from '@sluice/contracts'
import { recomputePool } from '@sluice/recompute'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { amounts, approvalPool, base, cellId, lineOf, madeInJanuary } from './approval-pool.ts'
import { test } from './configuration-fixture.ts'
import { plannedPool } from './planned-pool.ts'

test('applied: in parts, repeated, never two amounts of one moment; ramps count from it the day after', async ({
  api,
  database,
}) => {
  const { send } = await approvalPool(api, database)
  await madeInJanuary(api)
  const tool = api.as('north', 'operations')
  const report = (items: unknown[], number = 1) =>
    tool({ method: 'POST', url: `${base}/plans/${number}/applied`, body: { items } })
  const item = { cellId: cellId(0), dailyBudgetMinor: 8_000, appliedAt: '2026-01-02T09:00:00Z' }
  expect(await report([item])).toMatchObject({ status: 200, body: { accepted: 1 } })
  expect((await report([item, { ...item, cellId: cellId(1) }])).body.accepted).toBe(1)
  expect((await report([item])).body).toEqual({ accepted: 0, revision: null })
  const conflict = await report([
    { ...item, cellId: cellId(2) },
    { ...item, dailyBudgetMinor: 1 },
  ])
  expect(conflict).toMatchObject({
    status: 409,
    body: { code: 'applied-conflict', errors: [{ pointer: '#/items/1' }] },
  })
  expect(await report([{ ...item, appliedAt: '2099-01-01T00:00:00Z' }])).toMatchObject({ status: 422 })
  expect(await report([{ ...item, cellId: 'nowhere' }])).toMatchObject({
    status: 404,
    body: { code: 'cell-not-found' },
  })
  expect(await report([item], 9)).toMatchObject({ status: 404, body: { code: 'plan-not-found' } })
  await recomputePool({ db: api.db }, { orgId: 'north', poolId: 'south-east' })
  const proposed = (await send({ method: 'GET', url: `${base}/plan?status=proposed` })).body as unknown as Plan
  expect(lineOf(proposed, 0)?.referenceDailyBudgetMinor).toBe(8_000)
})

test('applied: not before the plan was made, but for a clock that is minutes behind', async ({ api, database }) => {
  await approvalPool(api, database)
  const { computed_at } = await api.admin.selectFrom('plans').select('computed_at').executeTakeFirstOrThrow()
  const report = (minutes: number) => {
    const appliedAt = new Date(computed_at.getTime() + minutes * 60_000).toISOString()
    const item = { cellId: cellId(0), dailyBudgetMinor: 8_000, appliedAt }
    return api.as('north', 'operations')({ method: 'POST', url: `${base}/plans/1/applied`, body: { items: [item] } })
  }
  expect(await report(-6)).toMatchObject({
    status: 422,
    body: { code: 'invalid-body', errors: [{ pointer: '#/items/0/appliedAt' }] },
  })
  expect(await api.admin.selectFrom('applied_budgets').selectAll().execute()).toEqual([])
  expect(await report(-4)).toMatchObject({ status: 200, body: { accepted: 1 } })
})

test('applied: what no cell is given is refused whole and not repeated; ten baselines are believed', async ({
  api,
  database,
}) => {
  const { plan } = await approvalPool(api, database)
  await madeInJanuary(api)
  expect((await plan()).poolDailyBudgetMinor).toBeLessThan(100_000)
  const report = (...amounts: number[]) => {
    const appliedAt = '2026-01-02T09:00:00Z'
    const items = amounts.map((dailyBudgetMinor, clinic) => ({ cellId: cellId(clinic), dailyBudgetMinor, appliedAt }))
    return api.as('north', 'operations')({ method: 'POST', url: `${base}/plans/1/applied`, body: { items } })
  }
  for (const wrong of [99_999_999, 100_001]) {
    const refused = await report(8_000, wrong)
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'applied-implausible',
        errors: [{ pointer: '#/items/1/dailyBudgetMinor', detail: 'at most 100000 minor units a day' }],
      },
    })
    expect(JSON.stringify(refused.body)).not.toContain(String(wrong))
  }
  expect(await api.admin.selectFrom('applied_budgets').selectAll().execute()).toEqual([])
  expect(await report(8_000, 100_000)).toMatchObject({ status: 200, body: { accepted: 2 } })
})

test('applied: so is what the cells of a report are not given together, though each alone is less than the pool has', async ({
  api,
  database,
}) => {
  await plannedPool(api, database, [38, 38, 12], { clinics: 12, decisions: { mode: 'approval' } })
  await madeInJanuary(api)
  await sql`update plans set pool_daily_budget_minor = 150000`.execute(api.admin)
  const report = (clinics: number, dailyBudgetMinor: number, appliedAt = '2026-01-02T09:00:00Z') => {
    const items = Array.from({ length: clinics }, (_, n) => ({ cellId: cellId(n), dailyBudgetMinor, appliedAt }))
    return api.as('north', 'operations')({ method: 'POST', url: `${base}/plans/1/applied`, body: { items } })
  }
  expect(await report(11, 150_000)).toMatchObject({
    status: 422,
    body: {
      code: 'applied-implausible',
      errors: [{ pointer: '#/items', detail: 'together at most 1500000 minor units a day' }],
    },
  })
  expect(await api.admin.selectFrom('applied_budgets').selectAll().execute()).toEqual([])
  expect(await report(10, 150_000)).toMatchObject({ status: 200, body: { accepted: 10 } })
})

test('applied: a wrong report is corrected at its very moment; ramps count from what is right, the audit log has both', async ({
  api,
  database,
}) => {
  const { pool, plan } = await approvalPool(api, database)
  await madeInJanuary(api)
  const item = { cellId: cellId(0), dailyBudgetMinor: 80_000, appliedAt: '2026-01-02T09:00:00Z' }
  const right = { ...item, dailyBudgetMinor: 8_000 }
  const report = (body: unknown) =>
    api.as('north', 'operations')({ method: 'POST', url: `${base}/plans/1/applied`, body })
  expect((await report({ items: [item] })).body.accepted).toBe(1)
  expect(await report({ items: [right] })).toMatchObject({ status: 409, body: { code: 'applied-conflict' } })
  expect((await report({ items: [right, right, { ...right, cellId: cellId(1) }], corrects: true })).status).toBe(200)
  expect((await report({ items: [right], corrects: true })).body).toEqual({ accepted: 0, revision: null })
  expect(await report({ items: [right, { ...right, dailyBudgetMinor: 1 }], corrects: true })).toMatchObject({
    status: 409,
    body: { errors: [{ pointer: '#/items/1' }] },
  })
  await pool.recompute()
  expect(lineOf(await plan('proposed'), 0)?.referenceDailyBudgetMinor).toBe(8_000)
  expect(lineOf(await plan('proposed'), 1)?.referenceDailyBudgetMinor).toBe(8_000)
  const actions = await api.admin
    .selectFrom('audit_log')
    .select('action')
    .where('action', 'like', 'plan.applied%')
    .orderBy('id')
    .execute()
  expect(actions.map(({ action }) => action)).toEqual(['plan.applied', 'plan.applied_corrected'])
})

test('applied: what was corrected stays readable: each amount, who said it when, the newest moment first, page by page', async ({
  api,
  database,
}) => {
  const { send } = await approvalPool(api, database)
  await madeInJanuary(api)
  const report = (dailyBudgetMinor: number, at: string, corrects = false) =>
    api.as(
      'north',
      'operations',
    )({
      method: 'POST',
      url: `${base}/plans/1/applied`,
      body: { items: [{ cellId: cellId(0), dailyBudgetMinor, appliedAt: at }], corrects },
    })
  const [first, second] = ['2026-01-02T09:00:00.000000Z', '2026-01-03T09:00:00.000000Z']
  await report(8_000, first)
  await report(8_100, second)
  await report(9_000, first, true)
  await report(9_000, first, true)
  await report(8_500, first, true)
  const list = async (query: string) => (await send({ method: 'GET', url: `${base}/applied${query}` })).body
  const page = await list(`?limit=1&cellId=${cellId(0)}`)
  expect(page.items).toMatchObject([{ appliedAt: second, dailyBudgetMinor: 8_100, planNumber: 1, replaced: [] }])
  const rest = await list(`?limit=1&cellId=${cellId(0)}&cursor=${page.nextCursor}`)
  expect(rest).toMatchObject({
    items: [
      {
        appliedAt: first,
        dailyBudgetMinor: 8_500,
        replaced: [{ dailyBudgetMinor: 9_000 }, { dailyBudgetMinor: 8_000 }],
      },
    ],
    nextCursor: null,
  })
  const [{ author, reportedAt, replaced }] = rest.items as [
    { author: string; reportedAt: string; replaced: { author: string; reportedAt: string }[] },
  ]
  expect(replaced.map((each) => each.author)).toEqual([author, author])
  expect([reportedAt, ...replaced.map((each) => each.reportedAt)]).toEqual(
    [reportedAt, ...replaced.map((each) => each.reportedAt)].toSorted().toReversed(),
  )
  expect((await list(`?cellId=${cellId(1)}`)).items).toEqual([])
  expect(await api.as('south', 'admin')({ method: 'GET', url: `${base}/applied` })).toMatchObject({ status: 404 })
})

test('budgets: recommended, in force and since which decision, applied and spent, cell by cell', async ({
  api,
  database,
}) => {
  const { plan, send, decide } = await approvalPool(api, database)
  await madeInJanuary(api)
  const proposed = amounts(await plan('proposed'))
  await decide(1, { decision: 'approve', cellIds: [cellId(2)] })
  const item = { cellId: cellId(2), dailyBudgetMinor: 6_900, appliedAt: '2026-01-02T09:00:00.000Z' }
  await api.as('north', 'operations')({ method: 'POST', url: `${base}/plans/1/applied`, body: { items: [item] } })
  const first = await send({ method: 'GET', url: `${base}/budgets?limit=2` })
  const next = /<(.+)>; rel="next"/.exec(String(first.headers.link))?.[1] ?? ''
  const second = await send({ method: 'GET', url: next })
  expect([first.status, second.status]).toEqual([200, 200])
  const items = [first, second].flatMap(({ body }) => body.items as Record<string, unknown>[])
  expect(items.map((line) => line.cellId)).toEqual([cellId(0), cellId(1), cellId(2)])
  expect(items[0]).toMatchObject({
    standing: 'awaiting_approval',
    recommendedDailyBudgetMinor: proposed[cellId(0)],
    effectiveDailyBudgetMinor: 10_000,
    decisionId: null,
    appliedAt: null,
    spentYesterdayMinor: null,
    currency: 'USD',
  })
  expect(items[2]).toMatchObject({
    standing: 'in_force',
    effectiveDailyBudgetMinor: proposed[cellId(2)],
    effectivePlanNumber: 1,
    decisionId: 1,
    appliedDailyBudgetMinor: 6_900,
    appliedAt: item.appliedAt,
  })
  const waiting = await send({ method: 'GET', url: `${base}/budgets?standing=awaiting_approval` })
  expect((waiting.body.items as unknown[]).length).toBe(2)
  expect(await api.as('south')({ method: 'GET', url: `${base}/budgets` })).toMatchObject({ status: 404 })
})
