import type { Plan } from '@sluice/contracts'
import { lockExports, noteExport, packJson, withOrganization } from '@sluice/database'
import { eventually } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { type Api, test } from './configuration-fixture.ts'
import { amountOf, base, csv, report, type Setup, setUp } from './mapped-pool.ts'
import { makePool } from './planned-pool.ts'

test('the first file has everything, the same again too, the next one only what changed since', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const before = await setup.plan()
  const editor = async (query = '') => csv((await setup.make(`/plans/current/exports/google-ads-editor${query}`)).text)
  const first = await editor()
  expect(first.map((row) => [row.Campaign, row.Budget])).toEqual([
    ['Clinic 1 | Search', (Math.ceil(amountOf(before, 1) / 2) / 100).toFixed(2)],
    ['Clinic 0 | Search', (amountOf(before, 0) / 100).toFixed(2)],
  ])
  expect(await editor()).toEqual(first)
  await report(setup, 0, 0)
  const after = await setup.plan()
  expect(after.number).toBeGreaterThan(before.number)
  const isChanged = (clinic: number) => amountOf(before, clinic) !== amountOf(after, clinic)
  expect(isChanged(0)).toBe(true)
  const changed = [1, 0].filter(isChanged).map((clinic) => `Clinic ${clinic} | Search`)
  expect((await editor()).map((row) => row.Campaign)).toEqual(changed)
  expect(await editor('?rows=all')).toHaveLength(2)
})

test('plain files: changed against the newest earlier plan that was exported so', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const lines = async (query = '') => JSON.parse((await setup.make(`/plans/current/exports/json${query}`)).text)
  expect((await lines()).lines).toHaveLength(3)
  const before = await setup.plan()
  await report(setup, 0, 0)
  const after = await setup.plan()
  const changed = [0, 1, 2].filter((clinic) => amountOf(before, clinic) !== amountOf(after, clinic))
  const file = await lines()
  expect(file.lines.map((line: { cellId: string }) => line.cellId)).toEqual(
    changed.map((clinic) => `clinic-${clinic}.south-east`),
  )
  expect(file.summary.fileDailyMinor + file.summary.unchangedDailyMinor).toBe(file.summary.planDailyMinor)
})

test('Meta takes four changes of an ad set an hour; the fifth waits, is said, and comes with the next file', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  const meta = async () => JSON.parse((await setup.make('/plans/current/exports/meta')).text)
  const moved: number[] = []
  for (const [clinic, open] of [
    [1, 30],
    [1, 0],
    [1, 30],
    [1, 0],
    [1, 30],
  ] as const) {
    await report(setup, clinic, open)
    const { requests, summary } = await meta()
    moved.push(requests.length)
    if (moved.length === 5) expect(summary.heldBack).toMatchObject([{ entityId: 'one-social', reason: 'hourly_limit' }])
  }
  expect(moved).toEqual([1, 1, 1, 1, 0])
  const override = { kind: 'pause', reason: 'brand_safety' }
  const url = `${base}/cells/clinic-1.south-east/override`
  expect((await api.as('north', 'approver')({ method: 'PUT', url, body: override })).status).toBeLessThan(300)
  await setup.pool.recompute()
  expect(amountOf(await setup.plan(), 1)).toBe(0)
  const paused = await meta()
  expect(paused.requests).toMatchObject([{ entityId: 'one-social', body: { status: 'PAUSED' } }])
  expect(paused.summary).toMatchObject({ paused: ['one-social'], heldBack: [] })
  const { rows: told } = await sql`select from exported_budgets where entity_id = 'one-social'`.execute(api.admin)
  expect(told).toHaveLength(5)
  expect((await api.as('north', 'approver')({ method: 'DELETE', url })).status).toBe(200)
  await setup.pool.recompute()
  expect((await meta()).summary.heldBack).toMatchObject([{ entityId: 'one-social', reason: 'hourly_limit' }])
  await sql`update exported_budgets set exported_at = exported_at - interval '1 hour'`.execute(api.admin)
  expect((await meta()).requests).toMatchObject([{ body: { status: 'ACTIVE' } }])
})

test('pauses are not counted among the four', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await report(setup, 1, 30)
  const key = { orgId: 'north', poolId: 'south-east' }
  await withOrganization(api.db, { role: 'sluice_results', orgId: 'north' }, async (trx) => {
    for (const [n, dailyBudgetMinor] of [1, 0, 2, 0, 3, 0].entries()) {
      const budgets = [{ entityId: 'one-social', budgetKey: 'meta 77 ad_set 2385', dailyBudgetMinor }]
      await noteExport(trx, { ...key, planNumber: 900 + n, effectiveNumber: 900, format: 'meta', budgets })
    }
  })
  const { requests, summary } = JSON.parse((await setup.make('/plans/current/exports/meta')).text)
  expect(summary.heldBack).toEqual([])
  expect(requests).toMatchObject([{ body: { status: 'ACTIVE' } }])
})

test('what a person paused stays paused: the next file tells its amount and no status', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await put(api, 'zero', { ...zero, campaignIds: ['71'] })
  await report(setup, 0, 30)
  await googleAds(setup)
  const plan = await setup.plan()
  const items = [{ cellId: 'clinic-0.south-east', dailyBudgetMinor: 0, appliedAt: new Date().toISOString() }]
  const applied = { method: 'POST', url: `${base}/plans/${plan.number}/applied`, body: { items } } as const
  expect(await api.as('north', 'approver')(applied)).toMatchObject({ status: 200, body: { accepted: 1 } })
  const { operations, summary } = await googleAds(setup)
  expect(summary.pausedByHand).toEqual(['zero'])
  expect(operations).toContainEqual({
    updateMask: 'amountMicros',
    update: {
      resourceName: 'customers/1234567890/campaignBudgets/1',
      amountMicros: String(amountOf(plan, 0) * 10_000),
    },
  })
  expect(JSON.stringify(operations)).not.toContain('status')
})

test('what was reported as applied is what a file is compared with; an older report is not', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const plan = await setup.plan()
  const names = async () =>
    csv((await setup.make('/plans/current/exports/google-ads-editor')).text).map((row) => row.Campaign)
  expect(await names()).toEqual(['Clinic 1 | Search', 'Clinic 0 | Search'])
  const applied = (minor: number, age: string) =>
    sql`insert into applied_budgets (org_id, pool_id, cell_id, applied_at, daily_budget_minor, plan_number, revision, author)
        values ('north', 'south-east', 'clinic-0.south-east', clock_timestamp() - ${age}::interval, ${minor}, 1, 1, 't')`.execute(
      api.admin,
    )
  await applied(amountOf(plan, 0) + 100, '1 hour')
  expect(await names()).toEqual(['Clinic 1 | Search', 'Clinic 0 | Search'])
  await applied(amountOf(plan, 0), '0 seconds')
  expect(await names()).toEqual(['Clinic 1 | Search'])
  const { lines } = JSON.parse((await setup.get('/plans/current/exports/json')).text)
  expect(lines.map((line: { cellId: string }) => line.cellId)).toEqual(['clinic-1.south-east', 'clinic-2.south-east'])
})

test('a plan that comes into force in parts is compared part by part', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const google = async () => JSON.parse((await setup.make('/plans/current/exports/google-ads-api')).text)
  expect((await google()).summary.rowCount).toBe(2)
  // As an approval does: the same plan, another amount in force.
  const moved = { ...(await setup.plan()) }
  moved.recommendations = moved.recommendations.map((line, n) =>
    n === 0 ? { ...line, recommendedDailyBudgetMinor: line.recommendedDailyBudgetMinor - 100 } : line,
  )
  moved.reserveDailyMinor += 100
  await sql`insert into effective_plans (org_id, pool_id, number, plan_number, effective_at, status,
              pool_daily_budget_minor, reserve_daily_minor, waiting_cells, plan)
            select org_id, pool_id, number + 1, plan_number, now(), status, pool_daily_budget_minor,
                   reserve_daily_minor + 100, 0, ${await packJson(JSON.stringify(moved))} from effective_plans
             order by number desc limit 1`.execute(api.admin)
  await sql`update pool_state set effective_number = effective_number + 1`.execute(api.admin)
  expect((await google()).summary).toMatchObject({ rowCount: 1, planNumber: moved.number })
  expect((await google()).requests[0].body.operations).toMatchObject([
    { update: { amountMicros: String(amountOf(moved, 0) * 10_000) } },
  ])
})

test('the file that was made last counts, also where it was of an older plan', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const old = await setup.plan()
  const told = async (number: number | 'current') => {
    const rows = csv((await setup.make(`/plans/${number}/exports/google-ads-editor`)).text)
    return rows.find((row) => row.Campaign === 'Clinic 0 | Search')?.Budget
  }
  const units = (plan: Plan) => (amountOf(plan, 0) / 100).toFixed(2)
  expect(await told('current')).toBe(units(old))
  await report(setup, 0, 0)
  const cut = await setup.plan()
  expect(amountOf(cut, 0)).toBeLessThan(amountOf(old, 0))
  expect(await told('current')).toBe(units(cut))
  expect([await told(old.number), await told(old.number)]).toEqual([units(old), units(old)])
  await report(setup, 1, 3)
  const next = await setup.plan()
  expect(next.number).toBeGreaterThan(cut.number)
  expect([await told('current'), await told('current')]).toEqual([units(next), units(next)])
})

test('plain files too are compared with the one that was made last', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const old = await setup.plan()
  const cells = async (number: number | 'current') =>
    JSON.parse((await setup.make(`/plans/${number}/exports/json`)).text).lines.map(
      (line: { cellId: string }) => line.cellId,
    )
  await cells('current')
  await report(setup, 0, 0)
  const changed = await cells('current')
  expect(changed).toContain('clinic-0.south-east')
  expect(await cells(old.number)).toEqual(changed)
  expect(await cells('current')).toEqual(changed)
})

test('Meta’s four changes an hour count plans that were told again, and files made at once', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  const numbers: number[] = []
  for (const open of [30, 0]) {
    await report(setup, 1, open)
    numbers.push((await setup.plan()).number)
  }
  const make = async (number = 0) => JSON.parse((await setup.make(`/plans/${number}/exports/meta`)).text)
  const [first, second] = numbers
  for (const number of [first, second, first]) expect((await make(number)).requests).toHaveLength(1)
  await Promise.all([second, first, second, first].map(make))
  const { rows } = await sql`
    select lag(daily_budget_minor) over (order by exported_at) is distinct from daily_budget_minor as changes
      from exported_budgets where entity_id = 'one-social'`.execute(api.admin)
  expect(rows).toEqual(Array(4).fill({ changes: true }))
})

test('a file waits for one of its pool that is being made, and counts what that one tells', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  await report(setup, 1, 30)
  const path = '/plans/current/exports/meta'
  const [one] = JSON.parse((await setup.get(path)).text).requests as { body: { daily_budget: number } }[]
  const told = one?.body.daily_budget ?? 0
  const key = { orgId: 'north', poolId: 'south-east' }
  const waiting = async () => {
    const { rows } = await sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`.execute(api.admin)
    return rows.length
  }
  const { making } = await withOrganization(api.db, { role: 'sluice_results', orgId: 'north' }, async (trx) => {
    await lockExports(trx, key)
    const second = setup.make(path)
    await eventually(waiting, (count) => count === 1)
    const budgets = [{ entityId: 'one-social', budgetKey: 'meta 77 ad_set 2385', dailyBudgetMinor: told }]
    // Of an older plan, so that the file that waits is not the same file again.
    await noteExport(trx, { ...key, planNumber: 999, effectiveNumber: 999, format: 'meta', budgets })
    // In an object: a promise that is returned is waited for, and it waits for this.
    return { making: second }
  })
  expect(JSON.parse((await making).text)).toMatchObject({ requests: [] })
})

test('an entity that is mapped otherwise under the same plan is told its new amount, once and again', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const map = (share: number) =>
    api.as('north')({
      method: 'PUT',
      url: `${base}/platform-entities/zero`,
      body: {
        platform: 'google_ads',
        accountId: '123-456-7890',
        level: 'campaign',
        externalId: '1',
        name: 'Clinic 0 | Search',
        cells: [{ cellId: 'clinic-0.south-east', share: 1 }, ...(share > 0 ? [{ cellId: 'clinic-2.south-east' }] : [])],
      },
    })
  const names = async () =>
    csv((await setup.make('/plans/current/exports/google-ads-editor')).text).map((row) => row.Campaign)
  await names()
  expect((await map(1)).status).toBe(200)
  for (const campaigns of [await names(), await names()]) expect(campaigns).toContain('Clinic 0 | Search')
  expect((await map(0)).status).toBe(200)
  expect(await names()).toContain('Clinic 0 | Search')
})

const google = { platform: 'google_ads', accountId: '123-456-7890', level: 'campaign', name: 'Clinic 0 | Search' }
const zero = { ...google, externalId: '1', cells: [{ cellId: 'clinic-0.south-east' }] }
const put = (api: Api, id: string, body: unknown) =>
  api.as('north')({ method: 'PUT', url: `${base}/platform-entities/${id}`, body })

/** Rows of the file that counts, and what its summary says stays behind. */
async function googleAds({ make }: Setup) {
  const { requests, summary } = JSON.parse((await make('/plans/current/exports/google-ads-api')).text)
  const operations = requests.flatMap(({ body }: { body: { operations: unknown[] } }) => body.operations)
  return { operations, summary, leftBehind: summary.leftBehind }
}

test('what was told belongs to the budget: an entity that comes to set another one tells it, and the old one is named', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  expect((await googleAds(setup)).leftBehind).toEqual([])
  const dailyBudgetMinor = amountOf(await setup.plan(), 0)
  expect((await put(api, 'zero', { ...zero, externalId: '600' })).status).toBe(200)
  const moved = await googleAds(setup)
  expect(moved.operations).toContainEqual({
    updateMask: 'amountMicros',
    update: {
      resourceName: 'customers/1234567890/campaignBudgets/600',
      amountMicros: String(dailyBudgetMinor * 10_000),
    },
  })
  const old = { entityId: 'zero', accountId: '1234567890', externalId: '1', dailyBudgetMinor, reason: 'not_mapped' }
  expect(moved.leftBehind).toEqual([old])
  expect(JSON.parse((await setup.get('/plans/current/exports/meta/summary')).text).leftBehind).toEqual([])

  expect((await put(api, 'old', { ...zero, name: 'Clinic 0 | Old', cells: [], campaignIds: ['71'] })).status).toBe(201)
  const paused = await googleAds(setup)
  expect(paused.operations).toContainEqual({
    updateMask: 'status',
    update: { resourceName: 'customers/1234567890/campaigns/71', status: 'PAUSED' },
  })
  expect(paused.leftBehind).toEqual([])
  expect((await api.as('north')({ method: 'DELETE', url: `${base}/platform-entities/old` })).status).toBe(200)
  expect((await googleAds(setup)).leftBehind).toEqual([])
})

test('a report from before a budget was mapped says nothing of it', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const plan = await setup.plan()
  const reportAs = (cellId: string) =>
    api.as(
      'north',
      'approver',
    )({
      method: 'POST',
      url: `${base}/plans/${plan.number}/applied`,
      body: { items: [{ cellId, dailyBudgetMinor: amountOf(plan, 2), appliedAt: new Date().toISOString() }] },
    })
  expect(await reportAs('clinic-2.south-east')).toMatchObject({ status: 200, body: { accepted: 1 } })
  const two = { ...google, externalId: '9', name: 'Clinic 2', cells: [{ cellId: 'clinic-2.south-east' }] }
  expect((await put(api, 'two', two)).status).toBe(201)
  const names = async () =>
    csv((await setup.get('/plans/current/exports/google-ads-editor')).text).map((row) => row.Campaign)
  expect(await names()).toContain('Clinic 2')
  expect((await put(api, 'two', { ...two, name: 'Clinic 2 | Search' })).status).toBe(200)
  expect(await reportAs('clinic-2.south-east')).toMatchObject({ body: { accepted: 1 } })
  expect(await names()).not.toContain('Clinic 2 | Search')
  const renamed = { ...two, name: 'Clinic 2 | Brand' }
  expect((await put(api, 'two', renamed)).status).toBe(200)
  expect(await names()).not.toContain('Clinic 2 | Brand')
  expect((await put(api, 'two', { ...renamed, externalId: '10' })).status).toBe(200)
  expect(await names()).toContain('Clinic 2 | Brand')
})

test('an archived pool’s budgets are free, and what its files told them is known', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  await googleAds(setup)
  const other = await makePool(api, database, { poolId: 'north-west' })
  await other.report(0, 30)
  await other.recompute()
  const url = '/v1/pools/north-west/platform-entities/mine'
  const mine = { ...zero, campaignIds: ['71'], cells: [{ cellId: 'clinic-0.north-west' }] }
  const send = api.as('north')
  expect((await send({ method: 'PUT', url, body: mine })).status).toBe(409)
  const refused = await send({ method: 'DELETE', url: base })
  expect(refused).toMatchObject({ status: 409, body: { code: 'configuration-conflict' } })
  expect(JSON.stringify(refused.body.errors)).toMatch(/1 \(zero\) goes on spending \d+ minor units a day/)
  expect((await send({ method: 'DELETE', url: `${base}?leaveRunning=true` })).status).toBe(200)
  expect((await send({ method: 'PUT', url, body: mine })).status).toBe(201)
  const { body } = await send({ method: 'GET', url: '/v1/pools/north-west/plan' })
  const [planned] = (body as unknown as Plan).recommendations
  const rows = async (toldMinor: number) => {
    // It names its campaign since it was mapped: a pause from before would be told again.
    await sql`update exported_budgets set daily_budget_minor = ${toldMinor}, exported_at = clock_timestamp()
               where entity_id = 'zero'`.execute(api.admin)
    const path = '/v1/pools/north-west/plans/current/exports/google-ads-api/summary'
    return (await send({ method: 'GET', url: path })).body.rowCount
  }
  expect(planned?.cellId).toBe('clinic-0.north-west')
  const inForce = planned?.recommendedDailyBudgetMinor ?? 0
  expect(await rows(inForce)).toBe(0)
  expect(await rows(inForce + 1)).toBe(1)
})

test('a pool is archived once its files told all its budgets to pause', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const send = api.as('north')
  const archive = () => send({ method: 'DELETE', url: base })
  const budget = (id: string, externalId: string, clinic: number | null) => {
    const cells = clinic === null ? [] : [{ cellId: `clinic-${clinic}.south-east` }]
    return { id, ...google, externalId, campaignIds: [`7${externalId}`], name: id, cells }
  }
  const map = async (...clinics: (number | null)[]) => {
    const entities = clinics.map((clinic, n) => budget(`e-${n}`, String(n + 1), clinic))
    const put = await send({ method: 'PUT', url: `${base}/platform-entities`, body: { entities } })
    expect(put.status).toBe(200)
  }
  await map(0, 1)
  await googleAds(setup)
  expect((await archive()).body.errors).toHaveLength(2)
  // Whoever forgets the budgets does not stop them.
  await map()
  expect((await archive()).body.errors).toHaveLength(2)
  await map(null, 1)
  await googleAds(setup)
  expect((await archive()).body.errors).toHaveLength(1)
  await map(null, null)
  await googleAds(setup)
  expect(await archive()).toMatchObject({ status: 200 })
})

test('a removed cell’s budget is told to pause; once it is gone nothing is left behind', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await put(api, 'zero', { ...zero, campaignIds: ['71'] })
  await report(setup, 0, 30)
  await googleAds(setup)
  const approver = api.as('north', 'admin')
  const removed = await approver({ method: 'DELETE', url: `${base}/cells/clinic-0.south-east` })
  expect(removed.status).toBe(200)
  await setup.pool.recompute()
  const kept = amountOf(await setup.plan(), 0)
  expect(kept).toBeGreaterThan(0)
  const file = await googleAds(setup)
  expect(file.operations).toContainEqual({
    updateMask: 'status',
    update: { resourceName: 'customers/1234567890/campaigns/71', status: 'PAUSED' },
  })
  expect(file.summary).toMatchObject({ paused: ['zero'], removedDailyMinor: kept, leftBehind: [] })
  const { number } = await setup.plan()
  const items = [{ cellId: 'clinic-0.south-east', dailyBudgetMinor: 0, appliedAt: new Date().toISOString() }]
  await approver({ method: 'POST', url: `${base}/plans/${number}/applied`, body: { items } })
  await setup.pool.recompute()
  expect((await setup.plan()).recommendations.map(({ cellId }) => cellId)).not.toContain('clinic-0.south-east')
  expect((await googleAds(setup)).leftBehind).toEqual([])
})

test('a budget whose cell is gone and that was never told to pause is named', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  await googleAds(setup)
  const dailyBudgetMinor = amountOf(await setup.plan(), 0)
  // Its place goes to a cell with another id, which no entity carries.
  const send = api.as('north', 'admin')
  const {
    id: _,
    version: __,
    policyVersion: ___,
    configVersion: ____,
    state: _____,
    ...body
  } = (await send({ method: 'GET', url: base })).body as { cells: { id: string }[] } & Record<string, unknown>
  const cells = body.cells.map((cell) => (cell.id === 'clinic-0.south-east' ? { ...cell, id: 'renamed' } : cell))
  expect((await send({ method: 'PUT', url: base, body: { ...body, cells } })).status).toBe(200)
  await setup.pool.recompute()
  const file = await googleAds(setup)
  expect(file.leftBehind).toEqual([
    { entityId: 'zero', accountId: '123-456-7890', externalId: '1', dailyBudgetMinor, reason: 'cells_not_in_plan' },
  ])
  expect(file.summary.abovePlanDailyMinor).toBe(dailyBudgetMinor)
  expect(file.summary.unmapped.map(({ cellId }: { cellId: string }) => cellId)).toContain('renamed')
})
