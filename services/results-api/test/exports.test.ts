import { deleteOldPlans } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { makeEvent } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { test } from './configuration-fixture.ts'
import { amountOf, base, csv, report, setUp } from './mapped-pool.ts'

const formats = ['google-ads-editor', 'google-ads-api', 'meta', 'microsoft-ads', 'csv', 'json', 'ndjson']

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

test('a campaign that two entities name from before that was refused makes no file that names it', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const statuses = async () => {
    const formats = ['google-ads-editor', 'google-ads-api', 'meta', 'csv']
    const answers = formats.map((format) => setup.get(`/plans/current/exports/${format}`))
    return (await Promise.all(answers)).map(({ status }) => status)
  }
  expect(await statuses()).toEqual([200, 200, 200, 200])
  await sql`update platform_entities set name = 'clinic 0 | search' where id = 'one'`.execute(api.admin)
  expect(await statuses()).toEqual([409, 200, 200, 200])
  const refused = await setup.make('/plans/current/exports/google-ads-editor')
  expect(JSON.parse(refused.text)).toMatchObject({
    code: 'configuration-conflict',
    errors: [{ pointer: '#/platformEntities/one' }, { pointer: '#/platformEntities/zero' }],
  })
  await sql`update platform_entities set name = id, campaign_ids = '{7}' where platform = 'google_ads'`.execute(
    api.admin,
  )
  expect(await statuses()).toEqual([409, 409, 200, 200])
})

test('what is only read leaves no trace; a file that is used keeps its plan for ever', async ({ api, database }) => {
  const setup = await setUp(api, database)
  const age = () => sql`update plans set computed_at = computed_at - interval '500 days'`.execute(api.admin)
  const clean = () => deleteOldPlans(api.db, 'north')
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
  expect(file.requests).toMatchObject([{ body: { daily_budget: Math.floor(half / 100) } }])
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

test('a least budget never makes an amount larger: the budget pauses, the file says why, and adds up', async ({
  api,
  database,
}) => {
  const setup = await setUp(api, database)
  await report(setup, 0, 30)
  const google = {
    platform: 'google_ads',
    accountId: '123-456-7890',
    level: 'campaign',
    externalId: '1',
    campaignIds: ['7'],
  }
  const zero = { ...google, name: 'Clinic 0 | Search', cells: [{ cellId: 'clinic-0.south-east' }] }
  const body = { ...zero, minimumDailyBudgetMinor: 99_000_000 }
  const put = { method: 'PUT', url: `${base}/platform-entities/zero`, body } as const
  expect(await api.as('north', 'marketer')(put)).toMatchObject({ status: 200 })
  const made = await api.as(
    'north',
    'marketer',
  )({
    method: 'POST',
    url: `${base}/plans/current/exports/google-ads-api`,
  })
  const { requests, summary } = JSON.parse(made.text)
  expect(JSON.stringify(requests)).not.toContain('990000000000')
  const byMinor = amountOf(await setup.plan(), 0)
  expect(summary).toMatchObject({
    paused: expect.arrayContaining(['zero']),
    roundedDown: [{ entityId: 'zero', byMinor, minimumDailyBudgetMinor: 99_000_000 }],
  })
  const { fileDailyMinor, roundedDownDailyMinor, elsewhereDailyMinor, unmappedDailyMinor, planDailyMinor } = summary
  expect(fileDailyMinor + roundedDownDailyMinor + elsewhereDailyMinor + unmappedDailyMinor).toBe(planDailyMinor)
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
