import { verifyJson, verifyLine } from '@sluice/allocation'
import type { PlanCertificate } from '@sluice/contracts'
import { packJson, unpackJson } from '@sluice/database'
import type { Plan, PlanProof } from '@sluice/planning'
import { eventually } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect, expectTypeOf } from 'vitest'
import { type Api, test } from './configuration-fixture.ts'
import { makePool } from './planned-pool.ts'

const url = '/v1/pools/south-east/plans/1/certificate'
const get = (api: Api, headers = {}) => api.as('north')({ method: 'GET', url, headers })

async function certificateIn(api: Api, database: Parameters<typeof makePool>[1]): Promise<PlanCertificate> {
  const pool = await makePool(api, database)
  await pool.report(0, 9)
  await pool.report(1, 30)
  await pool.recompute()
  const answer = await get(api)
  expect(answer.status).toBe(200)
  return answer.body as PlanCertificate
}

test('what planning proves is what we say a certificate is', () => {
  expectTypeOf<PlanCertificate['published']>().toExtend<PlanProof['published']>()
  expectTypeOf<PlanCertificate['problem']>().toExtend<PlanProof['problem']>()
})

test('an exported plan can be checked by anybody, without us', async ({ api, database }) => {
  const certificate = await certificateIn(api, database)
  expect(verifyJson(JSON.stringify(certificate.problem), JSON.stringify(certificate.result))).toEqual({
    kind: 'ok',
    gapMinor: 0,
  })
  const { body: plan } = await api.as('north')({ method: 'GET', url: '/v1/pools/south-east/plan' })
  const amounts = (plan as unknown as Plan).recommendations.map((line) => [
    line.cellId,
    line.recommendedDailyBudgetMinor,
  ])
  expect(certificate).toMatchObject({
    poolId: 'south-east',
    planNumber: 1,
    published: { allocation: Object.fromEntries(amounts), reserveMinor: plan.reserveDailyMinor },
  })
  expect(verifyLine(JSON.stringify(certificate))).toMatchObject({ kind: 'ok' })
})

test('a unit moved, in what is best or in what was published, is found', async ({ api, database }) => {
  const certificate = await certificateIn(api, database)
  const { result, published } = certificate
  const ids = Object.keys(result.allocation)
  for (const id of ids) {
    const moved = (allocation: Record<string, number>) => ({ ...allocation, [id]: (allocation[id] ?? 0) + 1 })
    const best = { ...certificate, result: { ...result, allocation: moved(result.allocation) } }
    const held = { ...certificate, published: { ...published, allocation: moved(published.allocation) } }
    expect(verifyLine(JSON.stringify(best)).kind).toBe('wrong')
    expect(verifyLine(JSON.stringify(held)).kind).toBe('wrong')
  }
  expect(ids).toHaveLength(3)
})

test('it never changes: kept for a year, 304 for who has it, made for old plans too', async ({ api, database }) => {
  const pool = await makePool(api, database)
  await pool.report(0, 30)
  await pool.recompute()
  const first = await get(api)
  expect(first.headers).toMatchObject({ 'cache-control': 'private, max-age=31536000, immutable' })
  await pool.report(0, 0)
  await pool.recompute()
  expect((await get(api)).body).toEqual(first.body)
  expect(await get(api, { 'if-none-match': String(first.headers.etag) })).toMatchObject({
    status: 304,
    headers: { etag: first.headers.etag },
  })
})

test('one at a time: who comes meanwhile is told to come again', async ({ api, database }) => {
  const pool = await makePool(api, database)
  await pool.recompute()
  const answers = await Promise.all(await fourThatReadTogether(api))
  const statuses = answers.map(({ status }) => status).sort()
  expect(statuses).toEqual([200, 429, 429, 429])
  expect(answers.find(({ status }) => status === 429)).toMatchObject({
    headers: { 'retry-after': '1' },
    body: { code: 'too-many-requests' },
  })
  expect((await get(api)).status).toBe(200)
})

/** None has read the plan before all have asked for it; else the first could be done when the last comes. */
function fourThatReadTogether(api: Api): Promise<ReturnType<typeof get>[]> {
  return api.admin.transaction().execute(async (trx) => {
    await sql`lock table plans in access exclusive mode`.execute(trx)
    const asked = Array.from({ length: 4 }, () => get(api))
    // The tables of all tests' databases have the same numbers: they are clones.
    const waiting = sql`select from pg_locks where relation = 'plans'::regclass and not granted
      and database = (select oid from pg_database where datname = current_database())`
    await eventually(
      () => waiting.execute(trx),
      ({ rows }) => rows.length === 4,
    )
    return asked
  })
}

test('numbers that their input does not prove get no certificate', async ({ api, database }) => {
  const pool = await makePool(api, database)
  await pool.recompute()
  const { plan: packed } = await api.admin.selectFrom('plans').select('plan').executeTakeFirstOrThrow()
  const plan = await unpackJson<Plan>(packed)
  const [first, ...rest] = plan.recommendations
  if (first === undefined) throw new Error('a plan has lines')
  const moved = { ...first, recommendedDailyBudgetMinor: first.recommendedDailyBudgetMinor - 1 }
  const other = { ...plan, reserveDailyMinor: plan.reserveDailyMinor + 1, recommendations: [moved, ...rest] }
  await api.admin
    .updateTable('plans')
    .set({ plan: await packJson(JSON.stringify(other)) })
    .execute()
  expect(await get(api)).toMatchObject({ status: 404, body: { code: 'certificate-not-available' } })
  // And the next one is not refused because of it.
  expect(await get(api)).toMatchObject({ status: 404 })
})

test('no such plan, no such pool, another organization’s pool', async ({ api, database }) => {
  const pool = await makePool(api, database)
  await pool.recompute()
  const at = (path: string, orgId: 'north' | 'south' = 'north') =>
    api.as(orgId)({ method: 'GET', url: `/v1/pools/${path}/certificate` })
  expect(await at('south-east/plans/2')).toMatchObject({ status: 404, body: { code: 'plan-not-found' } })
  expect(await at('south-east/plans/0')).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
  const taken = await at('south-east/plans/1', 'south')
  const unknown = await at('unknown/plans/1', 'south')
  expect(taken).toMatchObject({ status: 404, body: { code: 'pool-not-found' } })
  expect({ ...taken.body, instance: '' }).toEqual({ ...unknown.body, instance: '' })
})
