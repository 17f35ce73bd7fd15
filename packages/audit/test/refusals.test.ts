import { createOrganization } from '@sluice/auth'
import { connect, type Database, type Role } from '@sluice/database'
import { test as base, type TestDatabase } from '@sluice/test-kit'
import { Registry } from 'prom-client'
import { expect } from 'vitest'
import { checkStoredChain, createRefusalLog, noteDashboardAct, type RefusalLogOptions } from '../src/index.ts'

const test = base.extend('log', async ({ database }: { database: TestDatabase }, { onCleanup }) => {
  const open = (url: string) => connect({ url, applicationName: 'test', maxConnections: 2, onError: () => undefined })
  const [admin, login] = [open(database.adminUrl), open(database.url)]
  const closing: (() => Promise<void>)[] = []
  onCleanup(async () => {
    for (const close of closing) await close()
    await Promise.all([admin.destroy(), login.destroy()])
  })
  for (const id of ['north', 'south']) await createOrganization(admin, { id, name: id, timeZone: 'UTC' })
  const refusals = (options: Partial<RefusalLogOptions> = {}) => {
    const log = createRefusalLog({
      db: login,
      role: 'sluice_ingest',
      service: 'ingest-api',
      everyMs: 3_600_000,
      ...options,
    })
    closing.push(() => log.close())
    return log
  }
  return { admin, login, refusals }
})

const key = (keyId: string, orgId = 'north') => ({ orgId, keyId })

function refusedOf(admin: Database) {
  return admin
    .selectFrom('audit_log')
    .select(['org_id', 'actor', 'action', 'object', 'reason', 'times'])
    .where('outcome', '=', 'refused')
    .orderBy('org_id')
    .orderBy('seq')
    .execute()
}

test.for<Role>(['sluice_ingest', 'sluice_results'])(
  '%s: a flood of refusals is one entry for each key and reason, and the chain stays whole',
  async (role, { log }) => {
    const refusals = log.refusals({ role })
    for (let n = 0; n < 10_000; n += 1) refusals.note(key('a'), n % 2 === 0 ? 'forbidden' : 'invalid-body')
    refusals.note(key('b', 'south'), 'expired', 'dashboard.login')
    await refusals.flush()
    const common = { object: 'ingest-api', org_id: 'north', actor: 'a', action: 'request', times: 5_000 }
    expect(await refusedOf(log.admin)).toEqual([
      { ...common, reason: 'forbidden' },
      { ...common, reason: 'invalid-body' },
      { ...common, org_id: 'south', actor: 'b', action: 'dashboard.login', reason: 'expired', times: 1 },
    ])
    await refusals.flush()
    expect(await refusedOf(log.admin)).toHaveLength(3)
    for (const orgId of ['north', 'south']) expect((await checkStoredChain(log.admin, orgId)).faults).toEqual([])
  },
)

test('what could not be written is written later, with what came meanwhile', async ({ log, database }) => {
  const gone = connect({
    url: database.url.replace(/:\d+\//, ':1/'),
    applicationName: 'test',
    maxConnections: 1,
    onError: () => undefined,
  })
  const options = { db: gone, role: 'sluice_ingest' as const, service: 'ingest-api', everyMs: 3_600_000 }
  const refusals = createRefusalLog(options)
  refusals.note(key('a'), 'forbidden')
  await refusals.flush()
  refusals.note(key('a'), 'forbidden')
  options.db = log.login
  await refusals.close()
  expect(await refusedOf(log.admin)).toMatchObject([{ actor: 'a', reason: 'forbidden', times: 2 }])
  await gone.destroy()
})

test('closing writes what was noted last', async ({ log }) => {
  const refusals = log.refusals()
  refusals.note(key('a'), 'forbidden')
  const flushing = refusals.flush()
  refusals.note(key('b'), 'forbidden')
  await refusals.close()
  await flushing
  expect((await refusedOf(log.admin)).map(({ actor }) => actor)).toEqual(['a', 'b'])
})

test('more kinds than fit into memory are counted as lost', async ({ log }) => {
  const metrics = new Registry()
  const refusals = log.refusals({ metrics })
  for (let n = 0; n < 10_003; n += 1) refusals.note(key('a'), `reason-${n}`)
  refusals.note(key('a'), 'reason-0')
  expect(await metrics.metrics()).toContain('sluice_audit_refusals_lost_total 3')
})

test('a login is an entry of its own', async ({ log }) => {
  await noteDashboardAct(log.login, key('a'), { action: 'dashboard.login', object: 'a' }, 'request-1')
  const { rows } = await checkRows(log.admin)
  expect(rows).toEqual([{ actor: 'a', object: 'a', outcome: 'done', request_id: 'request-1' }])
})

async function checkRows(admin: Database) {
  const rows = await admin
    .selectFrom('audit_log')
    .select(['actor', 'object', 'outcome', 'request_id'])
    .where('action', '=', 'dashboard.login')
    .execute()
  return { rows }
}
