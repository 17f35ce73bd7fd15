import { createHash } from 'node:crypto'
import { type PlanCellInputs, type PlanDifference, planInputs, type Replay } from '@sluice/contracts'
import { packJson, unpackJson } from '@sluice/database'
import type { Plan, PlanningInput } from '@sluice/planning'
import { clinicId, type TestDatabase } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { type Api, type ApiRequest, test } from './configuration-fixture.ts'
import { makePool, plannedPool } from './planned-pool.ts'

const at = (path: string) => `/v1/pools/south-east/plans/${path}`
const cellId = (clinic: number) => `${clinicId(clinic)}.south-east`

/** Three plans: all open; the first clinic full; the third full as well. */
async function threePlans(api: Api, database: TestDatabase) {
  const pool = await plannedPool(api, database, [30, 30, 30])
  await pool.report(0, 0)
  await pool.recompute()
  await pool.report(2, 0)
  await pool.recompute()
  return pool
}

async function ask(api: Api, url: string, changes: Partial<ApiRequest> = {}) {
  return api.as('north')({ method: 'GET', url, ...changes })
}

test('the difference of any two plans adds up to the cent, says who and why, and never changes', async ({
  api,
  database,
}) => {
  await threePlans(api, database)
  const answer = await ask(api, at('3/diff?against=1'))
  expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'private, max-age=31536000, immutable' } })
  const { difference } = answer.body as { difference: PlanDifference }
  const plans = await Promise.all(
    [1, 3].map(async (number) => (await ask(api, at(`${number}`))).body as unknown as Plan & { number: number }),
  )
  const budgets = plans.map(({ recommendations }) =>
    Object.fromEntries(recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor])),
  )
  for (const cell of difference.cells) {
    expect([cell.beforeMinor, cell.afterMinor]).toEqual(budgets.map((of) => of[cell.cellId]))
  }
  expect(difference.gainedMinor - difference.lostMinor + difference.reserveDailyMinor.change).toBe(
    difference.poolDailyBudgetMinor.change,
  )
  expect(difference.cells.find((cell) => cell.cellId === cellId(0))).toMatchObject({
    kind: 'lost',
    before: { gate: 'open' },
    after: { gate: 'gated', reasons: ['no_headroom'] },
  })
  const etag = String(answer.headers.etag)
  expect(await ask(api, at('3/diff?against=1'), { headers: { 'if-none-match': etag } })).toMatchObject({ status: 304 })
  const back = (await ask(api, at('1/diff?against=3'))).body as { difference: PlanDifference }
  expect(back.difference.gainedMinor).toBe(difference.lostMinor)
})

test('without another plan the one before that is kept', async ({ api, database }) => {
  await threePlans(api, database)
  await api.admin.deleteFrom('plans').where('number', '=', 2).execute()
  expect(await ask(api, at('3/diff'))).toMatchObject({
    status: 200,
    headers: { 'cache-control': 'private, no-cache' },
    body: { number: 3, against: 1 },
  })
  for (const path of ['1/diff', '2/diff', '3/diff?against=2', '4/diff?against=1', '2/inputs', `2/inputs/${cellId(0)}`])
    expect(await ask(api, at(path))).toMatchObject({ status: 404, body: { code: 'plan-not-found' } })
  expect(await ask(api, at('2/replay'), { method: 'POST' })).toMatchObject({ status: 404 })
  expect(await ask(api, at(`1/inputs/nobody`))).toMatchObject({ status: 404, body: { code: 'cell-not-found' } })
  for (const path of ['1/diff?against=3', '1/inputs', `1/inputs/${cellId(0)}`])
    expect(await api.as('south')({ method: 'GET', url: at(path) })).toMatchObject({
      status: 404,
      body: { code: 'pool-not-found' },
    })
  expect(await api.as('south')({ method: 'POST', url: at('1/replay') })).toMatchObject({ status: 404 })
})

test('the inputs of a plan are the stored bytes, with their digest; and those of one cell', async ({
  api,
  database,
}) => {
  await threePlans(api, database)
  const answer = await ask(api, at('2/inputs'))
  expect(answer.status).toBe(200)
  const text = JSON.stringify(answer.body)
  const digest = createHash('sha256').update(text).digest('base64')
  expect(answer.headers['repr-digest']).toBe(`sha-256=:${digest}:`)
  expect(planInputs.safeParse(answer.body).success).toBe(true)
  const etag = String(answer.headers.etag)
  expect(await ask(api, at('2/inputs'), { headers: { 'if-none-match': etag } })).toMatchObject({ status: 304 })
  const cell = (await ask(api, at(`2/inputs/${cellId(0)}`))).body as PlanCellInputs
  expect(cell).toMatchObject({
    planNumber: 2,
    cell: { id: cellId(0), baselineDailyBudgetMinor: 10_000 },
    place: { gate: { headroom: { state: 'gated' } }, figures: [{ figure: 'slots', total: 40, booked: 40 }] },
    serviceLine: { id: 'orthodontics' },
    previous: { gate: 'open' },
    recommendation: { gate: 'gated' },
  })
})

test('the inputs of a cell that an undo pins say which plan it goes back to', async ({ api, database }) => {
  const pool = await threePlans(api, database)
  const undo = {
    method: 'POST',
    url: '/v1/pools/south-east/undo',
    body: { planNumber: 1, reason: 'wrong_data' },
  } as const
  expect(await api.as('north', 'approver')(undo)).toMatchObject({ status: 200 })
  await pool.recompute()
  const newest = Number((await ask(api, '/v1/pools/south-east/plan')).body.number)
  expect(await ask(api, at(`${newest}/inputs/${cellId(1)}`))).toMatchObject({
    status: 200,
    body: { cell: { lock: { isDecision: true, undoTo: 1 } } },
  })
})

const replay = async (api: Api, number: number) => {
  const answer = await ask(api, at(`${number}/replay`), { method: 'POST' })
  expect(answer.status).toBe(200)
  return answer.body as Replay
}

test('every plan of a history comes out again: from its inputs, and its state from the log', async ({
  api,
  database,
}) => {
  const pool = await makePool(api, database)
  // Reports before the place was configured would be stamped late; late and doubled ones too; and what follows a plan.
  await pool.report(0, 12)
  await pool.recompute()
  for (const open of [0, 20, 5, 0, 30]) {
    await pool.report(0, open)
    await pool.report(1, open + 1)
    await pool.recompute()
  }
  await pool.report(0, 1)
  const newest = Number((await ask(api, '/v1/pools/south-east/plan')).body.number)
  expect(newest).toBeGreaterThan(4)
  for (let number = 1; number <= newest; number += 1) {
    const replayed = await replay(api, number)
    expect(replayed).toMatchObject({
      planNumber: number,
      plan: { isSame: true, differences: [] },
      state: { verdict: 'same', differences: [], figuresBeforeLog: 0, gatesBeforeLog: 0 },
      money: { verdict: 'same', differences: [], isConfigurationOfThen: true },
    })
    expect(replayed.plan.storedSha256).toBe(replayed.plan.replayedSha256)
    expect(replayed.state.observations).toBeGreaterThan(0)
  }
})

test('a figure altered in the stored inputs, a number altered in the plan, an event lost: found, by pointer', async ({
  api,
  database,
}) => {
  await threePlans(api, database)
  const of = (number: number) => api.admin.selectFrom('plans').select(['plan', 'input']).where('number', '=', number)
  const { plan: packedPlan, input: packedInput } = await of(3).executeTakeFirstOrThrow()
  const plan = await unpackJson<Plan>(packedPlan)
  const input = await unpackJson<PlanningInput>(packedInput)
  const other = { ...plan, reserveDailyMinor: plan.reserveDailyMinor + 1 }
  const figures = input.places[1]?.figures ?? []
  Object.assign(figures[0] ?? {}, { booked: 11 })
  await api.admin
    .updateTable('plans')
    .set({ plan: await packJson(JSON.stringify(other)), input: await packJson(JSON.stringify(input)) })
    .where('number', '=', 3)
    .execute()
  const replayed = await replay(api, 3)
  expect(replayed.plan.isSame).toBe(false)
  expect(replayed.plan.differences.map(({ pointer }) => pointer)).toContain('/reserveDailyMinor')
  expect(replayed.state).toMatchObject({
    verdict: 'different',
    differences: [{ pointer: '/places/1/figures/0/booked', stored: '11', replayed: '10' }],
  })
  await api.admin.deleteFrom('events').where('location_id', '=', clinicId(0)).execute()
  const lost = await replay(api, 2)
  expect(lost.state.verdict).toBe('different')
  expect(lost.state.differences[0]).toMatchObject({ pointer: '/places/0/figures/0', replayed: null })
})

test('what the log no longer holds is taken as stored, and said', async ({ api, database }) => {
  await threePlans(api, database)
  // As if the organization were older than the log, and its first events had been dropped with their month.
  await api.admin
    .updateTable('organizations')
    .set({ created_at: new Date('2020-01-01T00:00:00Z') })
    .execute()
  const whole = await replay(api, 1)
  expect(whole.state.verdict).toBe('same')
  await sql`delete from events where location_id = ${clinicId(1)}`.execute(api.admin)
  await sql`update events set observed_at = '2020-02-01T00:00:00Z' where location_id = ${clinicId(0)}`.execute(
    api.admin,
  )
  const input = await unpackJson<PlanningInput>(
    (await api.admin.selectFrom('plans').select('input').where('number', '=', 1).executeTakeFirstOrThrow()).input,
  )
  for (const place of input.places)
    for (const figure of place.locationId === clinicId(2) ? [] : place.figures) {
      const observedAt = '2020-02-01T00:00:00.000000Z'
      // The log still has what the first clinic said, and no longer what it shared its moment with.
      const order = { recordedAt: observedAt, sequence: '', bodySha256: 'a' }
      Object.assign(figure, { observedAt }, place.locationId === clinicId(0) && { order })
    }
  await api.admin
    .updateTable('plans')
    .set({ input: await packJson(JSON.stringify(input)) })
    .where('number', '=', 1)
    .execute()
  expect((await replay(api, 1)).state).toMatchObject({
    verdict: 'incomplete',
    figuresBeforeLog: 1,
    gatesBeforeLog: 2,
    differences: [],
  })
})
