import type { Plan } from '@sluice/contracts'
import { deleteOldPlans, lockExports, noteExport, packJson, withOrganization } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { eventually, makeEvent, type TestDatabase } from '@sluice/test-kit'
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
  /** Makes a file that counts. */
  make(path: string): Promise<{ status: number; headers: Record<string, unknown>; text: string }>
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
  const ask = async (method: 'GET' | 'POST', role: 'viewer' | 'approver', path: string) => {
    const answer = await api.as('north', role)({ method, url: `${base}${path}` })
    return { status: answer.status, headers: answer.headers, text: answer.text }
  }
  const get = (path: string) => ask('GET', 'viewer', path)
  const make = (path: string) => ask('POST', 'approver', path)
  return { pool, get, make, plan: async () => JSON.parse((await get('/plan')).text) }
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
    const file = await setup.get(`/plans/current/exports/${format}?rows=all`)
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

test('a budget mapped twice from before that was refused makes no file, and is named', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  await sql`insert into platform_entities (org_id, pool_id, id, platform, account_id, level, external_id, name, cells, twin)
            values ('north', 'south-east', 'zero-again', 'google_ads', '1234567890', 'shared_budget', '1', 'again',
                    '[{ "cellId": "clinic-2.south-east", "share": 1 }]', 1)`.execute(api.admin)
  for (const path of ['/plans/current/exports/google-ads-api', '/plans/current/exports/google-ads-editor/summary']) {
    const refused = await setup.get(path)
    expect(JSON.parse(refused.text)).toMatchObject({
      status: 409,
      code: 'configuration-conflict',
      errors: [
        { pointer: '#/platformEntities/zero/externalId' },
        { pointer: '#/platformEntities/zero-again/externalId' },
      ],
    })
  }
  expect((await setup.make('/plans/current/exports/google-ads-api')).status).toBe(409)
  expect((await setup.get('/plans/current/exports/meta')).status).toBe(200)
  expect((await setup.get('/platform-entities')).text).toContain('zero-again')
})

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

test('what is only read leaves no trace; a file that is used keeps its plan for ever', async ({ api, database }) => {
  const setup = await setUp(api, database)
  const age = () => sql`update plans set computed_at = computed_at - interval '500 days'`.execute(api.admin)
  const clean = () =>
    withOrganization(api.db, { role: 'sluice_worker', orgId: 'north' }, (trx) => deleteOldPlans(trx, 'north'))
  await report(setup, 0, 30)
  await setup.get('/plans/current/exports/csv')
  await setup.get('/plans/current/exports/google-ads-api?validateOnly=true')
  expect(await api.admin.selectFrom('plan_exports').selectAll().execute()).toEqual([])
  const { number } = await setup.plan()
  await report(setup, 0, 0)
  await setup.make('/plans/current/exports/csv')
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

test('Meta’s own count of a currency: whole Taiwan dollars; one its table does not have is refused', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  await sql`update pools set currency = 'TWD'`.execute(api.admin)
  await report(setup, 1, 30)
  const half = Math.floor(amountOf(await setup.plan(), 1) / 2)
  const file = JSON.parse((await setup.get('/plans/current/exports/meta')).text)
  expect(file.requests).toMatchObject([{ body: { daily_budget: Math.ceil(half / 100) } }])
  await sql`update pools set currency = 'KWD'`.execute(api.admin)
  await report(setup, 1, 0)
  for (const answer of [
    await setup.get('/plans/current/exports/meta'),
    await setup.get('/plans/current/exports/meta/summary'),
    await setup.make('/plans/current/exports/meta'),
  ])
    expect(JSON.parse(answer.text)).toMatchObject({
      status: 409,
      code: 'configuration-conflict',
      detail: expect.stringContaining('KWD'),
      errors: [{ pointer: '#/currency' }],
    })
  expect((await setup.get('/plans/current/exports/google-ads-api')).status).toBe(200)
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
  ['/plans/current/exports/csv?validateOnly=yes', 400, 'invalid-request'],
] as const)('%s is %d %s', async ([path, status, code], { api, database }) => {
  const setup = await setUp(api, database)
  await setup.pool.recompute()
  for (const answer of [await setup.get(path), await setup.make(path)])
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

test('who may only read changes nothing by reading, and may not make a file that counts', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const path = '/plans/current/exports/google-ads-editor'
  const looked = await setup.get(path)
  await report(setup, 0, 0)
  const names = (text: string) => csv(text).map((row) => row.Campaign)
  expect(names((await setup.make(path)).text)).toEqual(names(looked.text))
  for (const role of ['viewer', 'operations'] as const)
    expect(await api.as('north', role)({ method: 'POST', url: `${base}${path}` })).toMatchObject({ status: 403 })
  const { rows } = await sql`select action, object from audit_log where action = 'plan.export'`.execute(api.admin)
  const { number } = await setup.plan()
  expect(rows).toEqual([{ action: 'plan.export', object: `south-east/${number}/google-ads-editor` }])
})

test('a marketer makes files of what is in force and reports what was set; to go back to an older plan is a decision', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const { number: older } = await setup.plan()
  await report(setup, 0, 0)
  const { number } = await setup.plan()
  const as = (role: 'marketer' | 'approver', of: number | 'current') =>
    api.as('north', role)({ method: 'POST', url: `${base}/plans/${of}/exports/google-ads-editor` })
  expect(await as('marketer', 'current')).toMatchObject({ status: 200 })
  expect(await as('marketer', number)).toMatchObject({ status: 200 })
  expect(await as('marketer', older)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  const { rows } = await sql`select object from audit_log where action = 'plan.export'`.execute(api.admin)
  expect(new Set(rows.map((row) => (row as { object: string }).object))).toEqual(
    new Set([`south-east/${number}/google-ads-editor`]),
  )
  const item = { cellId: 'clinic-0.south-east', dailyBudgetMinor: 1_000, appliedAt: new Date().toISOString() }
  const applied = { method: 'POST', url: `${base}/plans/${number}/applied`, body: { items: [item] } } as const
  expect(await api.as('north', 'marketer')(applied)).toMatchObject({ status: 200, body: { accepted: 1 } })
  expect(await as('approver', older)).toMatchObject({ status: 200 })
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
    const { rows } = await sql`select 1 from pg_locks where locktype = 'advisory' and not granted`.execute(api.admin)
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

  expect((await put(api, 'old', { ...zero, cells: [], campaignId: '71' })).status).toBe(201)
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
  const mine = { ...zero, cells: [{ cellId: 'clinic-0.north-west' }] }
  const send = api.as('north')
  expect((await send({ method: 'PUT', url, body: mine })).status).toBe(409)
  expect((await send({ method: 'DELETE', url: base })).status).toBe(200)
  expect((await send({ method: 'PUT', url, body: mine })).status).toBe(201)
  const { body } = await send({ method: 'GET', url: '/v1/pools/north-west/plan' })
  const [planned] = (body as unknown as Plan).recommendations
  const rows = async (toldMinor: number) => {
    await sql`update exported_budgets set daily_budget_minor = ${toldMinor} where entity_id = 'zero'`.execute(api.admin)
    const path = '/v1/pools/north-west/plans/current/exports/google-ads-api/summary'
    return (await send({ method: 'GET', url: path })).body.rowCount
  }
  expect(planned?.cellId).toBe('clinic-0.north-west')
  expect(await rows(planned?.recommendedDailyBudgetMinor ?? 0)).toBe(0)
  expect(await rows(1)).toBe(1)
})

test('a removed cell’s budget is told to pause; once it is gone nothing is left behind', async ({ api, database }) => {
  const setup = await setUp(api, database)
  await put(api, 'zero', { ...zero, campaignId: '71' })
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
  expect(file.summary.unmapped.map(({ cellId }: { cellId: string }) => cellId)).toContain('renamed')
})
