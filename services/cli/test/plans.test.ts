import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApiKey, roles } from '@sluice/auth'
import { connect } from '@sluice/database'
import { recomputePool } from '@sluice/recompute'
import { configurePool, type TestDatabase } from '@sluice/test-kit'
import { expect, onTestFinished } from 'vitest'
import { type Cli, type RunningApi, test } from './fixture.ts'

/** The pool georgia with its first plan, and the command line with a key for it. */
async function planned(cli: Cli, api: RunningApi, database: TestDatabase) {
  await configurePool(database, { orgId: 'riverside', poolId: 'georgia' })
  await compute(database)
  return (...args: string[]) => cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: api.key } })
}

async function compute(database: TestDatabase): Promise<void> {
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 2, onError: () => undefined })
  await recomputePool({ db }, { orgId: 'riverside', poolId: 'georgia' })
  await db.destroy()
}

test('plans: the one in force, the one proposed, one by its number, the history', async ({ cli, api, database }) => {
  const sluice = await planned(cli, api, database)
  const shown = await sluice('plan', 'show', 'georgia')
  expect(shown).toMatchObject({ code: 0, out: expect.stringMatching(/^Plan 1 of georgia, .*\nclinic-0 /s) })
  expect((await sluice('plan', 'show', 'georgia', '--plan', '1')).out).toBe(shown.out)
  expect((await sluice('plan', 'show', 'georgia', '--proposed')).out).toBe(shown.out)
  expect((await sluice('plan', 'show', 'georgia', '--sentences')).out).toMatch(
    /^Plan 1 of georgia, .*\n\nWe have no capacity data for Clinic 0 .*\$100 a day\.\n/,
  )
  const json = JSON.parse((await sluice('plan', 'show', 'georgia', '--json')).out)
  expect(json).toMatchObject({ number: 1, currency: 'USD' })
  expect(await sluice('plan', 'show', 'georgia', '--sentences', '--json')).toMatchObject({ code: 2, out: '' })
  expect((await sluice('plan', 'list', 'georgia')).out).toMatch(/^PLAN .*\n +1 {2}20.* \d+\.\d\d +\d+\.\d\d +USD\n$/)
  expect(JSON.parse((await sluice('plan', 'list', 'georgia', '--json')).out)).toMatchObject([{ number: 1 }])
})

test('where and as whom may stand before the command; behind it, it goes before', async ({ cli, api, database }) => {
  const sluice = await planned(cli, api, database)
  const { out } = await sluice('plan', 'show', 'georgia')
  const show = ['plan', 'show', 'georgia']
  const nobody = 'http://127.0.0.1:9'
  expect(await cli.run(['--url', api.url, '--key', api.key, ...show])).toMatchObject({ code: 0, out })
  expect(await cli.run([`--url=${api.url}`, ...show, '--key', api.key])).toMatchObject({ code: 0, out })
  expect(await cli.run(['--url', nobody, ...show, '--url', api.url, '--key', api.key])).toMatchObject({ code: 0, out })
  const offline = await cli.run(['--url', api.url, 'verify', 'certificate.json'])
  expect(offline).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/`verify` takes no --url/) })
  for (const unusable of [['--url'], ['--url', api.url], ['--url', api.url, 'no-command']])
    expect(await cli.run(unusable), unusable.join(' ')).toMatchObject({ code: 2 })
})

test('what is refused is said, with the code', async ({ cli, api, database }) => {
  const sluice = await planned(cli, api, database)
  expect(await sluice('plan', 'show', 'nowhere')).toMatchObject({
    code: 1,
    out: '',
    err: 'Your organization has no pool with this id. (404 pool-not-found)\n',
  })
  expect(await sluice('plan', 'show', 'georgia', '--plan', 'x')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/by its number/),
  })
  expect(await sluice('plan', 'show', 'georgia', '--proposed', '--plan', '1')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(/'--proposed' cannot be used with option '--plan/),
  })
  expect(await sluice('export', 'georgia', 'pdf', '--preview')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/\n {2}<format>: must be /),
  })
})

test('export: the file byte for byte, its summary for people and for scripts', async ({ cli, api, database }) => {
  const sluice = await planned(cli, api, database)
  const path = `${api.url}/v1/pools/georgia/plans/1/exports/csv`
  const file = await (await fetch(path, { headers: { authorization: `Bearer ${api.key}` } })).text()
  expect(file.split('\r\n')).toHaveLength(5)
  expect(await sluice('export', 'georgia', 'csv', '--preview')).toMatchObject({ code: 0, out: file })
  const { token } = await createApiKey(api.admin, { orgId: 'riverside', name: 'marketer', scopes: roles.marketer })
  const viewer = await createApiKey(api.admin, { orgId: 'riverside', name: 'viewer', scopes: roles.viewer })
  expect(
    await cli.run(['export', 'georgia', 'csv', '--url', api.url], { env: { SLUICE_KEY: viewer.token } }),
  ).toMatchObject({ code: 1, err: expect.stringMatching(/403/) })
  const args = ['export', 'georgia', 'csv', '--plan', '1', '--url', api.url]
  expect(await cli.run(args, { env: { SLUICE_KEY: token } })).toMatchObject({ code: 0, out: file })
  const summary = await sluice('export', 'georgia', 'meta', '--summary')
  expect(summary.out).toMatch(/^Plan 1 of georgia as meta: 0 changes\n/)
  expect(summary.out).toMatch(/unmapped: clinic-0 with \d+\.\d\d/)
  const json = JSON.parse((await sluice('export', 'georgia', 'meta', '--summary', '--json')).out)
  expect(json).toMatchObject({ format: 'meta', fileDailyMinor: 0, unmappedDailyMinor: json.planDailyMinor })
})

test('platform: budgets written from a file, listed as they are read, and the next file has them', async ({
  cli,
  api,
  database,
}) => {
  const sluice = await planned(cli, api, database)
  expect((await sluice('platform', 'list', 'georgia')).out).toMatch(/^No cell is mapped/)
  const entity = { id: 'zero', platform: 'meta', accountId: '1', level: 'campaign', externalId: '555', name: 'Zero' }
  const entities = [{ ...entity, cells: [{ cellId: 'clinic-0' }] }]
  const file = await cli.file('entities.json', JSON.stringify({ entities }))
  const put = () => sluice('platform', 'put', 'georgia', '-f', file)
  expect(await put()).toMatchObject({ code: 0, out: '1 budget carries cells of georgia.\n' })
  const listed = await sluice('platform', 'list', 'georgia')
  expect(listed.out).toMatch(/^ENTITY .*\nzero +meta +1 +campaign +555 +clinic-0\n$/)
  await cli.file('entities.json', (await sluice('platform', 'list', 'georgia', '--json')).out)
  expect((await put()).out).toBe('It was so already.\n')
  expect((await sluice('export', 'georgia', 'meta', '--summary')).out).toMatch(/as meta: 1 change\n/)
  expect(await sluice('export', 'georgia', 'meta')).toMatchObject({ code: 0, err: '' })
  expect((await sluice('platform', 'remove', 'georgia', 'zero')).out).toBe('zero is forgotten.\n')
  // It goes on with what the file told it: not in the next file, which is empty, but beside it.
  expect(await sluice('export', 'georgia', 'meta')).toMatchObject({
    code: 0,
    err: '1 budget is not in this file and not as the plan says: --summary names each, and what it goes on spending.\n',
  })
  expect(await sluice('platform', 'remove', 'georgia', 'zero')).toMatchObject({ code: 1 })
})

test('frontier: what other totals would bring, for people and for scripts', async ({ cli, api, database }) => {
  const sluice = await planned(cli, api, database)
  const told = await sluice('frontier', 'georgia', '--from', '200', '--to', '400.00', '--steps', '3', '--no-ramps')
  expect(told).toMatchObject({ code: 0, err: '' })
  expect(told.out).toMatch(/^georgia, 20\S+Z, USD a day\n +A DAY .*1 USD MORE\n200\.00 .*\n300\.00 .*\n400\.00 /)
  const points = async (...args: string[]) =>
    JSON.parse((await sluice('frontier', 'georgia', ...args, '--json')).out).points
  expect(await points('--totals', '200.00', '0.01')).toMatchObject([{ totalMinor: 20_000 }, { kind: 'infeasible' }])
  expect((await sluice('frontier', 'georgia', '--totals', '0.01')).out).toMatch(
    /too little for the minimums: \d+\.\d\d is/,
  )
  const file = await cli.file('assumed.json', JSON.stringify({ removedCellIds: ['clinic-0'] }))
  const [less] = await points('--totals', '200', '-f', file)
  const [all] = await points('--totals', '200')
  expect(less.expectedBookingsPerDay).not.toBe(all.expectedBookingsPerDay)
  expect(await points('--totals', '20000', '--minor')).toMatchObject([{ totalMinor: 20_000 }])
  expect(await sluice('frontier', 'georgia', '--from', '200')).toMatchObject({ code: 2, out: '' })
  expect(await sluice('frontier', 'georgia', '--totals', '1,000')).toMatchObject({
    code: 2,
    err: expect.stringContaining('42 or 42.00'),
  })
})

test('what a plan was made of, what binds it, what proves it; and which pools there are', async ({
  cli,
  api,
  database,
}) => {
  const sluice = await planned(cli, api, database)
  expect((await sluice('pools')).out).toMatch(/^POOL .*\ngeorgia +\S.* USD +America\/New_York +current\n$/)
  const inputs = await sluice('inputs', 'georgia', '1')
  expect(inputs).toMatchObject({ code: 0, err: '' })
  expect(inputs.out).toMatch(
    /^Inputs of plan 1 of georgia: as of .*\n20.*of it spent\n\nCELL .*\nclinic-0 +active +100\.00 +100\.00 +baseline/,
  )
  const stored = await fetch(`${api.url}/v1/pools/georgia/plans/1/inputs`, {
    headers: { authorization: `Bearer ${api.key}` },
  })
  expect((await sluice('inputs', 'georgia', '1', '--json')).out).toBe(`${await stored.text()}\n`)
  expect((await sluice('inputs', 'georgia', '1', '--cell', 'clinic-0')).out).toMatch(
    /^clinic-0 in plan 1 of georgia: .*\nbaseline +100\.00\n.*\nreported +nothing\n.*\ncame out +100\.00: \w+/s,
  )
  expect(await sluice('inputs', 'georgia', '1', '--cell', 'nobody')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/404 cell-not-found/),
  })
  await cli.file('certificate.json', (await sluice('plan', 'certificate', 'georgia', '1')).out)
  expect((await cli.run(['verify', 'certificate.json'])).out).toBe('ok\n')
  expect((await sluice('plan', 'prices', 'georgia')).out).toMatch(/^(WHAT .*WORTH A WEEK|Nothing binds it)/)
})

test('follow: what is in force, then each change; after what is known only what changed since', async ({
  cli,
  api,
  database,
}) => {
  const sluice = await planned(cli, api, database)
  const first = await sluice('plan', 'follow', 'georgia', '--count', '1', '--json')
  expect(JSON.parse(first.out)).toMatchObject({ poolId: 'georgia', planNumber: 1, effectiveRevision: 1 })
  await computeAgain(api, database)
  const since = await sluice('plan', 'follow', 'georgia', '--after', '1', '--count', '1')
  expect(since.out).toMatch(
    /^20\S+ revision 2, plan 2: \d+\.\d\d USD a day, .*\n {2}clinic-0 \d+\.\d\d \(-\d+\.\d\d\) /,
  )
  expect(await sluice('plan', 'follow', 'nowhere')).toMatchObject({ code: 1, err: expect.stringMatching(/404/) })
})

test('follow says that the service cannot be reached, and when it can again', async ({ cli }) => {
  const away = await listening((request, response, turn) => {
    if (turn < 2) request.socket.destroy()
    else {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(`event: plan\ndata: ${JSON.stringify({ revision: 1 })}\n\n`)
    }
  })
  const asking = ['plan', 'follow', 'georgia', '--count', '1', '--json', '--key', 'k']
  expect(await cli.run([...asking, '--url', away])).toEqual({
    code: 0,
    out: '{"revision":1}\n',
    err: `${away} does not answer; trying again until it can be followed (Ctrl-C ends it).\nConnected again.\n`,
  })
  for (const wrong of [
    ['--url', 'ftp://127.0.0.1'],
    ['--url', away, '--key', 'a\nb'],
  ])
    expect(await cli.run([...asking, ...wrong])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^--(url|key): /),
    })
})

/** A server that answers as told, until the test ends; `turn` counts requests from 0. @returns its address */
async function listening(
  answer: (request: IncomingMessage, response: ServerResponse, turn: number) => void,
): Promise<string> {
  let turn = 0
  const server = createServer((request, response) => answer(request, response, turn++))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('simulate: who would gain and lose, nothing stored', async ({ cli, api, database }) => {
  const sluice = await planned(cli, api, database)
  const file = await cli.file('what-if.json', JSON.stringify({ budget: { dailyMinor: 15_000 } }))
  const told = await sluice('simulate', 'georgia', '-f', file)
  expect(told).toMatchObject({ code: 0, out: expect.stringMatching(/^Against plan 1 of georgia:\n.*CELL/s) })
  expect(JSON.parse((await sluice('simulate', 'georgia', '-f', file, '--json')).out)).toMatchObject({ comparedWith: 1 })
  expect(JSON.parse((await sluice('plan', 'list', 'georgia', '--json')).out)).toHaveLength(1)
  const lock = { kind: 'fixed', dailyBudgetMinor: 90_000, author: 'ana', reason: 'opening', expiresAt: null }
  await cli.file('large.json', JSON.stringify({ budget: { dailyMinor: 200_000 }, cells: [{ id: 'clinic-0', lock }] }))
  expect((await sluice('simulate', 'georgia', '-f', 'large.json')).out).toMatch(
    /\n\n\S+ amounts? would not take effect at once:\n\nCELL +WOULD HAVE +PROPOSED +WAITS FOR\nclinic-0 +\d+\.\d\d +900\.00 +awaiting_approval\n/,
  )
  await cli.file('bad.json', '{')
  expect(await sluice('simulate', 'georgia', '-f', 'bad.json')).toMatchObject({ code: 2 })
  await cli.file('wrong.json', '{"nothing":1}')
  expect(await sluice('simulate', 'georgia', '-f', 'wrong.json')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/422 invalid-body/),
  })
})

test('diff and replay: two plans compared, one made again', async ({ cli, api, database }) => {
  const sluice = await planned(cli, api, database)
  await computeAgain(api, database)
  const diff = await sluice('diff', 'georgia', '2')
  expect(diff).toMatchObject({ code: 0, out: expect.stringMatching(/^Plan 2 of georgia against plan 1:\n/) })
  expect((await sluice('diff', 'georgia', '2', '--against', '1')).out).toBe(diff.out)
  expect(JSON.parse((await sluice('diff', 'georgia', '2', '--json')).out)).toMatchObject({ number: 2, against: 1 })
  const replay = await sluice('replay', 'georgia', '2')
  expect(replay).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Plan 2 of georgia: the same bytes come out of its inputs\.\nThe same state/),
  })
  expect(JSON.parse((await sluice('replay', 'georgia', '2', '--json')).out)).toMatchObject({ plan: { isSame: true } })
})

/** A plan 2: the pool has a third less. */
async function computeAgain({ url, key }: RunningApi, database: TestDatabase): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const address = `${url}/v1/pools/georgia`
  const read = (await (await fetch(address, { headers })).json()) as Record<string, unknown>
  const { id, version, policyVersion, configVersion, state, ...pool } = read
  const period = { kind: 'month', budgetMinor: 600_000 }
  await fetch(address, { method: 'PUT', headers, body: JSON.stringify({ ...pool, period }) })
  await compute(database)
}
