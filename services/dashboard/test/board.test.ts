import { describe, expect } from 'vitest'
import { type Dashboard, ORIGIN, organizations, test } from './fixture.ts'

const [acme, globex] = organizations

interface Job {
  id: string
  name: string
  data: { orgId: string; poolId: string; revision: number }
}

async function listJobs({ app }: Dashboard, cookie: string): Promise<Job[]> {
  const url = '/dashboard/api/queues?activeQueue=recompute-pool&status=latest&page=1&jobsPerPage=10'
  const { queues } = (await app.inject({ url, headers: { cookie } })).json()
  expect(queues).toMatchObject([{ name: 'recompute-pool', counts: { delayed: organizations.length } }])
  return queues[0].jobs
}

async function showsJobs(board: Dashboard): Promise<void> {
  const cookie = await board.cookieOf(acme)
  const jobs = await listJobs(board, cookie)
  expect(jobs).toMatchObject([
    { name: 'acme-pool · revision 7', data: { orgId: acme, poolId: 'acme-pool', revision: 7 } },
  ])
  const answer = await board.app.inject({
    url: `/dashboard/api/queues/recompute-pool/${jobs[0]?.id}`,
    headers: { cookie },
  })
  expect(answer.json()).toMatchObject({ job: { data: { poolId: 'acme-pool' } }, status: 'delayed' })
}

describe('the queue is shown, with pool and revision of each job,', () => {
  test('on PostgreSQL', async ({ dashboard }) => showsJobs(await dashboard()))
  test('on Redis', async ({ dashboard, redis }) =>
    showsJobs(await dashboard({ redisUrl: redis.url, prefix: redis.prefix })))
})

test('the jobs of another organization do not exist: not in a list, not by id, not their logs', async ({
  dashboard,
}) => {
  const board = await dashboard()
  const foreign = await board.cookieOf(globex)
  const [job] = await listJobs(board, foreign)
  expect(job?.data.orgId).toBe(globex)
  const own = await board.cookieOf(acme)
  expect((await listJobs(board, own)).map(({ data }) => data.orgId)).toEqual([acme])
  for (const rest of ['', '/flow']) {
    const url = `/dashboard/api/queues/recompute-pool/${job?.id}${rest}`
    expect((await board.app.inject({ url, headers: { cookie: foreign } })).statusCode).toBe(200)
    expect((await board.app.inject({ url, headers: { cookie: own } })).statusCode).toBe(404)
  }
  const logs = `/dashboard/api/queues/recompute-pool/${job?.id}/logs`
  expect((await board.app.inject({ url: logs, headers: { cookie: own } })).json()).toEqual([])
})

const isDone = (status: number) => status === 200 || status === 204

const mutations = [
  ['PUT', 'pause'],
  ['PUT', 'resume'],
  ['PUT', 'empty'],
  ['PUT', 'obliterate'],
  ['PUT', 'promote'],
  ['PUT', 'clean/failed'],
  ['PUT', 'retry/failed'],
] as const

function send(board: Dashboard, cookie: string, method: 'PUT', action: string) {
  const url = `/dashboard/api/queues/recompute-pool/${action}`
  return board.app.inject({ method, url, headers: { cookie, origin: ORIGIN } })
}

test('reading only: every change of the queue is refused with 405', async ({ dashboard }) => {
  const board = await dashboard()
  const cookie = await board.cookieOf(acme)
  for (const [method, action] of mutations)
    expect([action, (await send(board, cookie, method, action)).statusCode]).toEqual([action, 405])
})

test('a setting lets people act', async ({ dashboard }) => {
  const board = await dashboard({ readOnly: false })
  const answer = await send(board, await board.cookieOf(acme), 'PUT', 'pause')
  expect(answer.statusCode).toBe(200)
})

test('what is done to the queue is in the audit log: by whom, to which queue and job; what was refused or only looked at is not', async ({
  dashboard,
}) => {
  const board = await dashboard({ readOnly: false })
  const [cookie, elsewhere] = [await board.cookieOf(acme), await board.cookieOf(globex)]
  const id = (await listJobs(board, cookie))[0]?.id
  const theirs = (await listJobs(board, elsewhere))[0]?.id
  const acts = ['pause', 'resume', `${id}/promote`, `${id}/clean`, 'clean/completed']
  for (const act of acts)
    expect([act, (await send(board, cookie, 'PUT', act)).statusCode]).toEqual([act, expect.toSatisfy(isDone)])
  const pauseAll = { url: '/dashboard/api/queues/pause', headers: { cookie, origin: ORIGIN } }
  expect((await board.app.inject({ method: 'PUT', ...pauseAll })).statusCode).toBe(200)
  expect((await send(board, cookie, 'PUT', `${theirs}/promote`)).statusCode).toBe(404)
  expect((await send(board, cookie, 'PUT', 'Jane-Roe/promote')).statusCode).toBe(404)
  const entries = await board.admin
    .selectFrom('audit_log')
    .select(['org_id', 'action', 'object', 'outcome', 'request_id'])
    .where('action', 'like', 'dashboard.%')
    .where('action', '<>', 'dashboard.login')
    .orderBy('seq')
    .execute()
  const done = { org_id: acme, outcome: 'done', request_id: expect.stringMatching(/./) }
  expect(entries).toEqual([
    { ...done, action: 'dashboard.queue.pause', object: 'recompute-pool' },
    { ...done, action: 'dashboard.queue.resume', object: 'recompute-pool' },
    { ...done, action: 'dashboard.job.promote', object: `recompute-pool/${id}` },
    { ...done, action: 'dashboard.job.clean', object: `recompute-pool/${id}` },
    { ...done, action: 'dashboard.queue.clean', object: 'recompute-pool/completed' },
    { ...done, action: 'dashboard.queues.pause', object: '*' },
  ])
})

test('its page talks to nobody but us', async ({ dashboard }) => {
  const { app, cookieOf } = await dashboard()
  const page = await app.inject({ url: '/dashboard/', headers: { cookie: await cookieOf(acme) } })
  expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  expect(page.body).not.toMatch(/(?:src|href)="https?:/)
})
