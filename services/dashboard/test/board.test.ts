import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { allowedIcons } from '../src/board-act.ts'
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
  expect(queues).toMatchObject([{ name: 'recompute-pool', counts: { delayed: 1 } }])
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

async function pagesOwnJobs(board: Dashboard): Promise<void> {
  // Between others' jobs, the newest first, as a busy neighbour's would be.
  for (let turn = 0; turn < 3; turn += 1) await board.addJobs()
  const cookie = await board.cookieOf(acme)
  const page = async (number: number) => {
    const url = `/dashboard/api/queues?activeQueue=recompute-pool&status=delayed&page=${number}&jobsPerPage=3`
    const { queues } = (await board.app.inject({ url, headers: { cookie } })).json()
    const [{ counts, pagination, jobs }] = queues
    return { delayed: counts.delayed, pages: pagination.pageCount, owners: jobs.map(({ data }: Job) => data.orgId) }
  }
  expect(await page(1)).toEqual({ delayed: 4, pages: 2, owners: [acme, acme, acme] })
  expect(await page(2)).toEqual({ delayed: 4, pages: 2, owners: [acme] })
}

describe('pages and counts are of one’s own jobs, however many others there are,', () => {
  test('on PostgreSQL', async ({ dashboard }) => pagesOwnJobs(await dashboard()))
  test('on Redis', async ({ dashboard, redis }) =>
    pagesOwnJobs(await dashboard({ redisUrl: redis.url, prefix: redis.prefix })))
})

/** For the queue as a whole, or for what makes or rewrites a job. */
const acts = [
  ['PUT', 'queues/pause'],
  ['PUT', 'queues/resume'],
  ['PUT', 'queues/recompute-pool/pause'],
  ['PUT', 'queues/recompute-pool/resume'],
  ['PUT', 'queues/recompute-pool/empty'],
  ['PUT', 'queues/recompute-pool/obliterate'],
  ['PUT', 'queues/recompute-pool/promote'],
  ['PUT', 'queues/recompute-pool/clean/failed'],
  ['PUT', 'queues/recompute-pool/clean/JohnRoe-123-45-6789'],
  ['PUT', 'queues/recompute-pool/retry/failed'],
  ['PUT', 'queues/recompute-pool/concurrency'],
  ['POST', 'queues/recompute-pool/add'],
  ['PATCH', 'queues/recompute-pool/1/update-data'],
] as const

function send({ app }: Dashboard, cookie: string, method: (typeof acts)[number][0], path: string) {
  return app.inject({ method, url: `/dashboard/api/${path}`, headers: { cookie, origin: ORIGIN } })
}

function listActs({ admin }: Dashboard) {
  return admin
    .selectFrom('audit_log')
    .select(['org_id', 'action', 'object', 'outcome', 'request_id'])
    .where('action', 'like', 'dashboard.%')
    .where('action', '<>', 'dashboard.login')
    .orderBy('seq')
    .execute()
}

test('reading only: every change is refused, whatever its route, and nothing is noted as done', async ({
  dashboard,
}) => {
  const board = await dashboard()
  const cookie = await board.cookieOf(acme)
  const changing = board.routes.filter(({ method, url }) => url.startsWith('/dashboard/api/') && /^P|^D/.test(method))
  expect(changing.length).toBeGreaterThan(20)
  for (const { method, url } of changing) {
    const path = url.replace('/dashboard/api/', '').replace(':queueName', 'recompute-pool').replaceAll(/:\w+/g, '1')
    const answer = await send(board, cookie, method as 'PUT', path)
    expect([method, path, answer.statusCode]).toEqual([method, path, 403])
    expect(answer.json()).toMatchObject({ code: 'dashboard-act-refused' })
  }
  expect(await listActs(board)).toEqual([])
})

test('a setting lets people act on single jobs, on the queue of all organizations nobody', async ({ dashboard }) => {
  const board = await dashboard({ readOnly: false })
  const cookie = await board.cookieOf(acme)
  for (const [method, path] of acts) {
    const answer = await send(board, cookie, method, path)
    expect([path, answer.statusCode, answer.json().code]).toEqual([path, 403, 'dashboard-act-refused'])
  }
  // None taken away or moved.
  await listJobs(board, cookie)
  const { queues } = (
    await board.app.inject({ url: '/dashboard/api/queues?activeQueue=recompute-pool', headers: { cookie } })
  ).json()
  expect(queues).toMatchObject([{ isPaused: false }])
  expect(await listActs(board)).toEqual([])
})

async function notesActs(board: Dashboard): Promise<void> {
  const [cookie, elsewhere] = [await board.cookieOf(acme), await board.cookieOf(globex)]
  const id = (await listJobs(board, cookie))[0]?.id
  const theirs = (await listJobs(board, elsewhere))[0]?.id
  const statusOf = async (path: string) =>
    (await send(board, cookie, 'PUT', `queues/recompute-pool/${path}`)).statusCode
  expect(await statusOf(`${theirs}/promote`)).toBe(404)
  expect(await statusOf('4711/promote')).toBe(404)
  expect(await statusOf('Jane-Roe/promote')).toBe(403)
  expect((await send(board, cookie, 'PUT', `queues/Jane-Roe/${id}/promote`)).statusCode).toBe(404)
  expect(await statusOf(`${id}/retry`)).toBe(400)
  expect(await statusOf(`${id}/promote`)).toBe(204)
  expect(await statusOf(`${id}/clean`)).toBe(204)
  const done = { org_id: acme, outcome: 'done', request_id: expect.stringMatching(/./) }
  expect(await listActs(board)).toEqual([
    { ...done, action: 'dashboard.job.promote', object: `recompute-pool/${id}` },
    { ...done, action: 'dashboard.job.clean', object: `recompute-pool/${id}` },
  ])
}

describe('what was done to a job is in the audit log, by whom and to which; what was refused or only looked at is not,', () => {
  test('on PostgreSQL', async ({ dashboard }) => notesActs(await dashboard({ readOnly: false })))
  test('on Redis', async ({ dashboard, redis }) =>
    notesActs(await dashboard({ readOnly: false, redisUrl: redis.url, prefix: redis.prefix })))
})

test('where people may act, the page hides what they may not: by names that this Bull Board has', async ({
  dashboard,
}) => {
  const pageOf = async ({ app, cookieOf }: Dashboard) =>
    (await app.inject({ url: '/dashboard/', headers: { cookie: await cookieOf(acme) } })).body
  expect(await pageOf(await dashboard())).not.toContain('jobActions')
  const page = await pageOf(await dashboard({ readOnly: false }))
  const [style = ''] = /<style>\[aria-haspopup.*?<\/style>/.exec(page) ?? []
  const names = [...style.matchAll(/lucide-([\w-]+)|class\*="([\w-]+)"/g)].map(([, icon, part]) => icon ?? part)
  expect(names).toEqual(['ellipsis-vertical', 'queueActions-', 'jobActions-', ...allowedIcons])
  const scripts = join(import.meta.dirname, '../../../node_modules/@bull-board/ui/dist/static/js')
  const files = (await readdir(scripts, { recursive: true })).filter((file) => file.endsWith('.js'))
  const code = (await Promise.all(files.map((file) => readFile(join(scripts, file), 'utf8')))).join('\n')
  expect(names.filter((name) => !new RegExp(`["' ]${name}`).test(code))).toEqual([])
})

test('its page talks to nobody but us', async ({ dashboard }) => {
  const { app, cookieOf } = await dashboard()
  const page = await app.inject({ url: '/dashboard/', headers: { cookie: await cookieOf(acme) } })
  expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  expect(page.body).not.toMatch(/(?:src|href)="https?:/)
})

test('a body for which there is no room is refused before it is read; pages need none', async ({ dashboard }) => {
  const { app, cookieOf } = await dashboard({ readOnly: false, bodies: { bytes: 0, share: 0, waitMs: 1 } })
  const cookie = await cookieOf(acme)
  const headers = { cookie, origin: ORIGIN, 'content-type': 'application/json' }
  const url = '/dashboard/api/queues/recompute-pool/4711/promote'
  const act = (payload: object) => app.inject({ method: 'PUT', url, headers, payload })
  const refused = await act({ a: 1 })
  expect([refused.statusCode, refused.headers['retry-after'], refused.json()]).toMatchObject([
    503,
    '1',
    { code: 'unavailable' },
  ])
  expect((await app.inject({ url: '/dashboard/', headers })).statusCode).toBe(200)
  expect(app.bodies.held).toBe(0)
})
