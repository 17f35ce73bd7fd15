import { once } from 'node:events'
import { request } from 'node:http'
import type { Frontier, Plan, Simulation } from '@sluice/contracts'
import { openQuestions, QuestionAborted, TooManyQuestions } from '@sluice/recompute'
import { clinicId, eventually } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { type Answered, type Api, test } from './configuration-fixture.ts'
import { makePool, plannedPool } from './planned-pool.ts'

const url = '/v1/pools/south-east/simulations'
const place = (clinic: number) => ({ locationId: clinicId(clinic), serviceLine: 'orthodontics' })
const cellId = (clinic: number) => `${clinicId(clinic)}.south-east`

async function simulate(api: Api, body: object, query = ''): Promise<Simulation> {
  const answer = await api.as('north')({ method: 'POST', url: `${url}${query}`, body })
  expect(answer).toMatchObject({ status: 200 })
  return answer.body as Simulation
}

const lineOf = ({ plan }: Simulation, clinic: number) =>
  plan.recommendations.find((line) => line.cellId === cellId(clinic))

/** Every row of every table, as text: whatever is stored, this tells. */
async function everything({ admin }: Api): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')
     order by 1`.execute(admin)
  const contents: unknown[] = []
  for (const { name } of rows) {
    if (name.includes('api_keys')) continue
    const found =
      await sql`select coalesce(jsonb_agg(t order by t::text), '[]') as rows from ${sql.raw(name)} t`.execute(admin)
    contents.push([name, found.rows])
  }
  return JSON.stringify(contents)
}

test('nothing assumed is the plan in force; what is assumed changes it, says for whom and why, and is stored nowhere', async ({
  api,
  database,
}) => {
  await plannedPool(api, database, [30, 30, 30])
  const before = await everything(api)
  const same = await simulate(api, {})
  expect(same).toMatchObject({
    comparedWith: 1,
    difference: { cells: [], unchangedCells: 3, sentence: 'No amount is different.' },
  })
  const full = await simulate(api, { places: [{ ...place(0), newPatientSlotsTotal: 40, newPatientSlotsBooked: 40 }] })
  expect(lineOf(full, 0)).toMatchObject({ gate: 'gated', reasons: ['no_headroom'] })
  expect(full.difference?.cells[0]).toMatchObject({
    cellId: cellId(0),
    kind: 'lost',
    before: { gate: 'open' },
    after: { gate: 'gated' },
  })
  expect(full.prices[0]).toMatchObject({ currency: 'USD', sentence: expect.stringContaining('worth') })
  await simulate(api, { budget: { dailyMinor: 1 }, removedCellIds: [cellId(1)], policy: { gate: { dwellHours: 1 } } })
  expect(await everything(api)).toBe(before)
})

test('what would not take effect by itself is told as the next plan then tells it', async ({ api, database }) => {
  const pool = await plannedPool(api, database, [30, 30, 30])
  const send = api.as('north', 'admin')
  const { body: before } = await send({ method: 'GET', url: '/v1/pools/south-east/plan' })
  const had = (before as Plan).recommendations[0]?.recommendedDailyBudgetMinor ?? 0
  const lock = { kind: 'fixed', dailyBudgetMinor: 2 * had, author: 'ana', reason: 'opening', expiresAt: null }
  const asked = await simulate(api, { cells: [{ id: cellId(0), lock }] })
  const waits = { cellId: cellId(0), dailyBudgetMinor: had, proposedDailyBudgetMinor: 2 * had }
  expect(asked.waiting).toEqual({ cells: 1, items: [{ ...waits, standing: 'awaiting_approval' }] })
  expect((await simulate(api, {})).waiting).toEqual({ cells: 0, items: [] })

  await api.admin
    .updateTable('cells')
    .set({ lock: JSON.stringify(lock) })
    .where('id', '=', cellId(0))
    .execute()
  await pool.report(1, 29)
  await pool.recompute()
  const { body: after } = await send({ method: 'GET', url: '/v1/pools/south-east/plan' })
  expect((after as Plan).recommendations[0]).toMatchObject({
    recommendedDailyBudgetMinor: had,
    proposedDailyBudgetMinor: 2 * had,
    reasons: expect.arrayContaining(['awaiting_approval']),
  })
})

test('money, policy, curves, bounds, cells, groups and a later moment', async ({ api, database }) => {
  await plannedPool(api, database, [30, 30, 30])
  const rich = await simulate(api, { budget: { dailyMinor: 60_000 }, ramps: 'off' })
  expect(rich.plan.poolDailyBudgetMinor).toBe(60_000)
  const floor = await simulate(api, {
    policy: { floorShare: 0.5, minimalGainMinor: 0 },
    places: [{ ...place(0), acceptingNewPatients: false }],
  })
  expect(lineOf(floor, 0)?.recommendedDailyBudgetMinor).toBe(5_000)
  const valued = await simulate(api, { serviceLines: [{ id: 'orthodontics', weight: 0 }], ramps: 'off' })
  expect(valued.plan.valueMinor).toBe(0)
  const capped = await simulate(api, {
    addedGroups: [{ id: 'g', name: 'G', maxDailyBudgetMinor: 7_300 }],
    cells: [{ id: cellId(1), groupId: 'g' }],
  })
  expect(lineOf(capped, 1)?.recommendedDailyBudgetMinor).toBe(7_300)
  const later = new Date(Date.now() + 8 * 86_400_000).toISOString()
  const stale = await simulate(api, { asOf: later })
  expect(lineOf(stale, 0)).toMatchObject({ freshness: 'dead' })
  // What the one before moved does not stay: the next asks about now again.
  expect(lineOf(await simulate(api, {}), 0)).toMatchObject({ freshness: 'fresh' })
})

test('a cell at a place that no pool has yet; another budget as soon as an event came', async ({ api, database }) => {
  const pool = await plannedPool(api, database, [30, 30, 30])
  await api.as(
    'north',
    'admin',
  )({
    method: 'PUT',
    url: '/v1/locations/elsewhere',
    body: { name: 'Elsewhere', timeZone: 'America/New_York' },
  })
  const added = { id: 'new', locationId: 'elsewhere', serviceLine: 'orthodontics', baselineDailyBudgetMinor: 8_000 }
  const more = await simulate(api, { addedCells: [added] })
  expect(more.difference?.cells.find(({ cellId: id }) => id === 'new')).toMatchObject({
    kind: 'added',
    beforeMinor: null,
  })
  await pool.report(2, 0)
  // Not planned yet, and already in: the state is that of the worker's next load.
  expect(lineOf(await simulate(api, {}), 2)).toMatchObject({ gate: 'gated' })
  // Other gate settings: folded anew from the log.
  await pool.report(0, 8)
  await pool.recompute()
  // 8 of 40 open are 2 above the target of 85 %: enough to be open, not at 75 %.
  expect(lineOf(await simulate(api, {}), 0)).toMatchObject({ gate: 'open' })
  expect(lineOf(await simulate(api, { policy: { targetUtilisation: 0.75 } }), 0)).toMatchObject({ gate: 'gated' })
})

test('lines: all, those that changed, none', async ({ api, database }) => {
  await plannedPool(api, database, [30, 30, 30])
  const full = {
    places: [{ ...place(0), newPatientSlotsOpen: 0 }],
    cells: [{ id: cellId(1), maxDailyBudgetMinor: 10_000 }],
  }
  const all = await simulate(api, full)
  const changed = await simulate(api, full, '?lines=changed')
  expect(all.plan.recommendations).toHaveLength(3)
  expect(changed.plan.recommendations.map((line) => line.cellId).sort()).toEqual(
    changed.difference?.cells.map((cell) => cell.cellId).sort(),
  )
  expect((await simulate(api, full, '?lines=none')).plan.recommendations).toEqual([])
})

test('what does not fit is said by its place, and nothing of it repeated', async ({ api, database }) => {
  await plannedPool(api, database, [30, 30, 30])
  const refused = async (body: object) => {
    const answer: Answered = await api.as('north')({ method: 'POST', url, body })
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-body' } })
    return (answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)
  }
  expect(await refused({ cells: [{ id: 'jane-doe' }], places: [{ ...place(9) }] })).toEqual([
    '#/cells/0/id',
    '#/places/0',
  ])
  expect(await refused({ policy: { horizonDays: 8 } })).toEqual(['#/policy/leadDays'])
  expect(await refused({ policy: { gate: { gateMinDays: 'x' } } })).toEqual(['#/policy/gate/gateMinDays'])
  expect(await refused({ asOf: '2020-01-01T00:00:00Z' })).toEqual(['#/asOf'])
  const cell = { id: 'new', locationId: 'nowhere', serviceLine: 'nothing', baselineDailyBudgetMinor: 1 }
  expect(await refused({ addedCells: [cell] })).toEqual(['#/addedCells/0/locationId', '#/addedCells/0/serviceLine'])
  expect(await refused({ jane: 1 })).toEqual(['#'])
})

test('an unknown pool, another organization’s, an archived one', async ({ api, database }) => {
  await plannedPool(api, database, [30, 30, 30])
  const south = await api.as('south')({ method: 'POST', url, body: {} })
  const unknown = await api.as('south')({ method: 'POST', url: '/v1/pools/unknown/simulations', body: { policy: {} } })
  expect(south).toMatchObject({ status: 404, body: { code: 'pool-not-found' } })
  expect({ ...south.body, instance: '' }).toEqual({ ...unknown.body, instance: '' })
  await api.as('north', 'admin')({ method: 'DELETE', url: '/v1/pools/south-east' })
  expect(await api.as('north')({ method: 'POST', url, body: {} })).toMatchObject({ status: 404 })
})

test('a pool without a plan has nothing to compare with', async ({ api, database }) => {
  await makePool(api, database)
  expect(await simulate(api, {}, '?lines=changed')).toMatchObject({ comparedWith: null, difference: null })
})

test('the frontier: bookings and value for a range of totals; too little says how much is missing', async ({
  api,
  database,
}) => {
  await plannedPool(api, database, [30, 30, 30])
  const ask = async (body: object) => {
    const answer = await api.as('north')({ method: 'POST', url: '/v1/pools/south-east/frontier', body })
    expect(answer.status).toBe(200)
    return (answer.body as Frontier).points
  }
  const range = await ask({ range: { fromMinor: 21_000, toMinor: 36_000, steps: 4 } })
  expect(range.map(({ totalMinor }) => totalMinor)).toEqual([21_000, 26_000, 31_000, 36_000])
  expect(range.every(({ kind }) => kind === 'feasible')).toBe(true)
  const [low, high] = await ask({ totalsMinor: [20_999, 21_000] })
  expect(low).toMatchObject({ kind: 'infeasible', missingMinor: 1 })
  expect(high).toMatchObject({ kind: 'feasible', spentMinor: 21_000 })
  const both = { totalsMinor: [1], range: { fromMinor: 1, toMinor: 2, steps: 2 } }
  for (const body of [{}, both])
    expect(await api.as('north')({ method: 'POST', url: '/v1/pools/south-east/frontier', body })).toMatchObject({
      status: 422,
    })
})

const order = {
  pool: { orgId: 'north', poolId: 'south-east' },
  whatIf: {},
  asOf: null,
  lines: 'none' as const,
  compareWith: 'effective' as const,
}
const never = new AbortController().signal

test('so many wait, of all and of one organization; who comes then is told to come again', async ({
  api,
  database,
}) => {
  await plannedPool(api, database, [30, 30, 30])
  const questions = openQuestions({ databaseUrl: database.url, mostOfOne: 2, mostWaiting: 2 })
  const ask = (orgId: string) => questions.ask('simulate', { ...order, pool: { ...order.pool, orgId } }, never)
  const outcome = (asked: Promise<unknown>) =>
    asked.then(
      () => 'told',
      (error) => error.constructor,
    )
  const asked = ['north', 'north', 'north', 'south', 'east', 'west'].map((orgId) => outcome(ask(orgId)))
  const outcomes = await Promise.all(asked)
  expect(outcomes.slice(0, 4)).toEqual(['told', 'told', TooManyQuestions, 'told'])
  expect(outcomes.filter((one) => one === TooManyQuestions).length).toBeGreaterThan(1)
  expect(await outcome(ask('north'))).toBe('told')
  await questions.close()
})

test('429 says when to come again', async ({ api, database }) => {
  await plannedPool(api, database, [30, 30, 30])
  const answers = await Promise.all(Array.from({ length: 8 }, () => api.as('north')({ method: 'POST', url, body: {} })))
  const refused = answers.filter(({ status }) => status === 429)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(4)
  expect(refused).toHaveLength(4)
  expect(refused[0]).toMatchObject({ headers: { 'retry-after': '1' }, body: { code: 'too-many-requests' } })
})

test('whoever goes away is not worked for: at work or waiting', async ({ api, database }) => {
  await plannedPool(api, database, [30, 30, 30])
  const gone = new AbortController()
  const asked = [1, 2].map(() =>
    expect(api.questions.ask('simulate', order, gone.signal)).rejects.toThrow(QuestionAborted),
  )
  gone.abort()
  await Promise.all(asked)
  expect((await api.questions.ask('simulate', order, never)).kind).toBe('told')
})

test('a client that closes its connection takes its question back', async ({ api, database }) => {
  await plannedPool(api, database, [30, 30, 30])
  const seen: AbortSignal[] = []
  const ask = api.questions.ask
  api.questions.ask = (name, asked, signal) => {
    seen.push(signal)
    return ask(name, asked, signal)
  }
  const origin = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const { headers } = await tokenHeaders(api)
  const client = request(`${origin}${url}`, { method: 'POST', headers })
  client.on('error', () => undefined)
  client.end('{}')
  await once(client, 'finish')
  await eventually(
    async () => seen.length,
    (count) => count === 1,
  )
  client.destroy()
  await eventually(
    async () => seen[0]?.aborted,
    (aborted) => aborted === true,
  )
})

/** Of a key that may read plans. */
async function tokenHeaders(api: Api) {
  const { createApiKey, roles } = await import('@sluice/auth')
  const { token } = await createApiKey(api.admin, { orgId: 'north', name: 'client', scopes: roles.marketer })
  return { headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } }
}

test('a database that was set back and went another way: what was remembered of it is not believed', async ({
  api,
  database,
}) => {
  const restore = await database.keepRows()
  const answerAfter = async (open: number) => {
    const pool = await makePool(api, database)
    for (const clinic of [0, 1, 2]) await pool.report(clinic, clinic === 0 ? open : 30)
    await pool.recompute()
    return simulate(api, {})
  }
  // The same thread answers, and every number of the pool is the same again.
  const before = await answerAfter(30)
  await restore()
  const after = await answerAfter(0)
  expect([before, after].map(({ comparedWith }) => comparedWith)).toEqual([1, 1])
  expect([before, after].map((answer) => lineOf(answer, 0)?.gate)).toEqual(['open', 'gated'])
})
