import type { Plan } from '@sluice/contracts'
import { deleteOldPlans, packJson, withOrganization } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { makeEvent, type TestDatabase } from '@sluice/test-kit'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { type Api, test } from './configuration-fixture.ts'
import { makePool, type PlannedPool } from './planned-pool.ts'

const base = '/v1/pools/south-east'
const formats = ['google-ads-editor', 'google-ads-api', 'meta', 'microsoft-ads', 'csv', 'json', 'ndjson']

interface Setup {
  pool: PlannedPool
  get(path: string): Promise<{ status: number; headers: Record<string, unknown>; text: string }>
  plan(): Promise<Plan>
}

/** Three clinics: one on Google Ads, one half on Google Ads and half on Meta, one nowhere. */
async function setUp(api: Api, database: TestDatabase): Promise<Setup> {
  const pool = await makePool(api, database)
  const cells = (clinic: number, share: number) => [{ cellId: `clinic-${clinic}.south-east`, share }]
  const google = { platform: 'google_ads', accountId: '123-456-7890', level: 'campaign' }
  const meta = { platform: 'meta', accountId: '77', level: 'ad_set' }
  const entities = [
    { id: 'zero', ...google, externalId: '1', name: 'Clinic 0 | Search', cells: cells(0, 1) },
    { id: 'one', ...google, externalId: '2', name: 'Clinic 1 | Search', cells: cells(1, 1 / 2) },
    { id: 'one-social', ...meta, externalId: '2385', name: 'Clinic 1 | Social', cells: cells(1, 1 / 2) },
  ]
  const put = await api.as('north')({ method: 'PUT', url: `${base}/platform-entities`, body: { entities } })
  expect(put.status).toBe(200)
  const get = async (path: string) => {
    const answer = await api.as('north')({ method: 'GET', url: `${base}${path}` })
    return { status: answer.status, headers: answer.headers, text: answer.text }
  }
  return { pool, get, plan: async () => JSON.parse((await get('/plan')).text) }
}

async function report({ pool }: Setup, clinic: number, open: number): Promise<void> {
  await pool.report(clinic, open)
  await pool.recompute()
}

const csv = (text: string) => parse(text, { columns: true }) as Record<string, string>[]
const amountOf = (plan: Plan, clinic: number) =>
  plan.recommendations.find(({ cellId }) => cellId === `clinic-${clinic}.south-east`)?.recommendedDailyBudgetMinor ?? 0

test('every format of one plan is what it says and adds up to the plan', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const plan = await setup.plan()
  const planned = plan.recommendations.reduce((sum, line) => sum + line.recommendedDailyBudgetMinor, 0)
  for (const format of formats) {
    const file = await setup.get(`/plans/current/exports/${format}?rows=all&preview=true`)
    expect([format, file.status]).toEqual([format, 200])
    expect(file.headers).toMatchObject({
      'sluice-export-plan-minor': String(planned),
      'cache-control': 'private, no-store',
    })
    const summary = JSON.parse((await setup.get(`/plans/current/exports/${format}/summary?rows=all`)).text)
    expect(summary).toMatchObject({ format, planDailyMinor: planned, reserveDailyMinor: plan.reserveDailyMinor })
    expect(file.headers['sluice-export-file-minor']).toBe(String(summary.fileDailyMinor))
    const isForPlatform = !['csv', 'json', 'ndjson'].includes(format)
    expect(summary.unmapped).toEqual(
      isForPlatform ? [{ cellId: 'clinic-2.south-east', dailyBudgetMinor: amountOf(plan, 2) }] : [],
    )
  }
})

test('the first file has everything, the same again too, the next one only what changed since', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const before = await setup.plan()
  const editor = async (query = '') => csv((await setup.get(`/plans/current/exports/google-ads-editor${query}`)).text)
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
  const old = await setup.get(`/plans/${before.number}/exports/google-ads-editor`)
  expect(csv(old.text)).toEqual(first)
})

test('plain files: changed against the newest earlier plan that was exported so', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const lines = async (query = '') => JSON.parse((await setup.get(`/plans/current/exports/json${query}`)).text)
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

test('a preview and a trial leave no trace; a file that is used keeps its plan for ever', async ({ api, database }) => {
  const setup = await setUp(api, database)
  const age = () => sql`update plans set computed_at = computed_at - interval '500 days'`.execute(api.admin)
  const clean = () =>
    withOrganization(api.db, { role: 'sluice_worker', orgId: 'north' }, (trx) => deleteOldPlans(trx, 'north'))
  await report(setup, 0, 30)
  await setup.get('/plans/current/exports/csv?preview=true')
  await setup.get('/plans/current/exports/google-ads-api?validateOnly=true')
  expect(await api.admin.selectFrom('plan_exports').selectAll().execute()).toEqual([])
  const { number } = await setup.plan()
  await report(setup, 0, 0)
  await setup.get('/plans/current/exports/csv')
  await report(setup, 0, 25)
  await age()
  await clean()
  expect((await setup.get(`/plans/${number}`)).status).toBe(404)
  expect((await setup.get(`/plans/${number + 1}`)).status).toBe(200)
})

test('Meta takes four changes of an ad set an hour; the fifth waits, is said, and comes with the next file', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  const meta = async () => JSON.parse((await setup.get('/plans/current/exports/meta')).text)
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
  await sql`update exported_budgets set exported_at = exported_at - interval '1 hour'`.execute(api.admin)
  expect((await meta()).requests).toHaveLength(1)
})

test('a waiting list of 1 to 10 people is in no export, and in the organization’s own plan; the pool may say otherwise', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  const place = { locationId: 'clinic-0', serviceLine: 'orthodontics' }
  await storeEvents(api.db, 'north', [makeEvent('sluice.waitlist.observed.v1', { ...place, waitlistSize: 7 })])
  await report(setup, 0, 20)
  expect((await setup.plan()).recommendations[0]).toMatchObject({ waitlistSize: 7 })
  const lines = async () => JSON.parse((await setup.get('/plans/current/exports/json?rows=all')).text).lines
  expect((await lines())[0]).toMatchObject({ waitlistSize: null, headroom: null, isSmallCountHidden: true })
  const text = (await setup.get('/plans/current/exports/csv?rows=all')).text
  expect(csv(text)[0]).toMatchObject({ waitlist_size: '≤ 10', headroom: '' })
  expect(text).not.toMatch(/7 people/)
  const send = api.as('north')
  const {
    id: _,
    version,
    policyVersion,
    configVersion,
    state,
    ...body
  } = (await send({ method: 'GET', url: base })).body
  const put = await send({ method: 'PUT', url: base, body: { ...body, showsSmallCounts: true } })
  expect(put.body).toMatchObject({ changed: true, pools: [] })
  expect([version, policyVersion, configVersion, state]).not.toContain(undefined)
  expect((await lines())[0]).toMatchObject({ waitlistSize: 7, isSmallCountHidden: false })
})

test('a file for one account is not made of two', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const entity = { platform: 'google_ads', level: 'campaign', externalId: '9', name: 'Other', accountId: '999' }
  const body = { ...entity, cells: [{ cellId: 'clinic-2.south-east' }] }
  await api.as('north')({ method: 'PUT', url: `${base}/platform-entities/two`, body })
  const path = '/plans/current/exports/google-ads-editor'
  const refused = await setup.get(path)
  expect([refused.status, JSON.parse(refused.text).errors]).toMatchObject([400, [{ pointer: '#/query/accountId' }]])
  const one = await setup.get(`${path}?accountId=999`)
  expect(csv(one.text).map((row) => row.Campaign)).toEqual(['Other'])
  expect(JSON.parse((await setup.get('/plans/current/exports/google-ads-api')).text).requests).toHaveLength(2)
})

test.for([
  ['/plans/current/exports/xml', 400, 'invalid-request'],
  ['/plans/newest/exports/csv', 400, 'invalid-request'],
  ['/plans/0/exports/csv', 400, 'invalid-request'],
  ['/plans/99/exports/csv', 404, 'plan-not-found'],
  ['/plans/current/exports/csv?rows=some', 400, 'invalid-request'],
  ['/plans/current/exports/csv?preview=yes', 400, 'invalid-request'],
] as const)('%s is %d %s', async ([path, status, code], { api, database }) => {
  const setup = await setUp(api, database)
  await setup.pool.recompute()
  const answer = await setup.get(path)
  expect([answer.status, JSON.parse(answer.text).code]).toEqual([status, code])
})

test('no plan yet; another organization’s pool; an archived pool', async ({ api, database }) => {
  const setup = await setUp(api, database)
  const path = '/plans/current/exports/csv'
  expect((await setup.get(path)).status).toBe(404)
  await setup.pool.recompute()
  const south = await api.as('south')({ method: 'GET', url: `${base}${path}` })
  expect(south).toMatchObject({ status: 404, body: { code: 'pool-not-found' } })
  await api.as('north')({ method: 'DELETE', url: base })
  const archived = await setup.get(path)
  expect([archived.status, JSON.parse(archived.text).code]).toEqual([404, 'pool-not-found'])
})

test('what was reported as applied is what a file is compared with; an older report is not', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const plan = await setup.plan()
  const names = async () =>
    csv((await setup.get('/plans/current/exports/google-ads-editor')).text).map((row) => row.Campaign)
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
  const google = async () => JSON.parse((await setup.get('/plans/current/exports/google-ads-api')).text)
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
