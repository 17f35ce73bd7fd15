import { connect, type Database } from '@sluice/database'
import { test as base, eventually, makeOrganization, type TestDatabase } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import {
  adminByKey,
  createApiKey,
  createAuthenticator,
  createKey,
  createKeyReader,
  createOrganization,
  KeyChanges,
  ownerOf,
  revokeApiKey,
  revokeKey,
  roles,
  rotateKey,
} from '../src/index.ts'
import { tokenToText } from '../src/token.ts'

const open = (url: string) => connect({ url, applicationName: 'test', maxConnections: 4, onError: () => undefined })

const test = base
  .extend('owner', async ({ database }: { database: TestDatabase }, { onCleanup }) => {
    const db = open(database.adminUrl)
    onCleanup(() => db.destroy())
    await makeOrganization(database.adminUrl, 'north')
    await makeOrganization(database.adminUrl, 'south')
    return db
  })
  .extend('services', async ({ database }: { database: TestDatabase }, { onCleanup }) => {
    const db = open(database.url)
    onCleanup(() => db.destroy())
    return db
  })

function authenticatorOf(db: Database, options: Partial<Parameters<typeof createAuthenticator>[0]> = {}) {
  return createAuthenticator({ db, role: 'sluice_ingest', cacheMs: 0, ...options })
}

const writer = (orgId: string) => ({ orgId, name: 'feed', scopes: ['events:write'] as const })

test('a key tells its organization and scopes', async ({ owner, services }) => {
  const { keyId, token } = await createApiKey(owner, { orgId: 'north', name: 'feed', scopes: roles.operations })
  const principal = { orgId: 'north', keyId, scopes: ['events:write', 'plans:read', 'dashboard:read'] }
  expect(await authenticatorOf(services)(token)).toEqual(principal)
})

test('unknown, mistyped, another key’s secret, nothing: nobody', async ({ owner, services }) => {
  const [a, b] = [await createApiKey(owner, writer('north')), await createApiKey(owner, writer('south'))]
  const authenticate = authenticatorOf(services)
  const swapped = b.token.replace(b.keyId, a.keyId)
  for (const token of ['', 'slc_', a.token.slice(0, -1), a.token.toLowerCase(), swapped])
    expect(await authenticate(token)).toBeNull()
})

test('the secret of one key does not open another, checksum and all', async ({ owner, services }) => {
  const { keyId, token } = await createApiKey(owner, writer('north'))
  await sql`update api_keys set secret_sha256 = sha256('other') where key_id = ${keyId}`.execute(owner)
  expect(await authenticatorOf(services)(token)).toBeNull()
})

test('a key ends when it expires', async ({ owner, services }) => {
  const expiresAt = new Date('2030-01-01T00:00:00Z')
  const { token } = await createApiKey(owner, { ...writer('north'), expiresAt })
  const clock = { ms: expiresAt.getTime() - 1 }
  const authenticate = authenticatorOf(services, { cacheMs: 60_000, now: () => clock.ms })
  expect(await authenticate(token)).not.toBeNull()
  clock.ms = expiresAt.getTime()
  expect(await authenticate(token)).toBeNull()
})

test('a revoked key is refused once the cache has aged', async ({ owner, services }) => {
  const { keyId, token } = await createApiKey(owner, writer('north'))
  const clock = { ms: Date.now() }
  const authenticate = authenticatorOf(services, { cacheMs: 5_000, now: () => clock.ms })
  expect(await authenticate(token)).not.toBeNull()
  expect(await revokeApiKey(owner, 'south', keyId)).toBe(false)
  expect(await revokeApiKey(owner, 'north', keyId)).toBe(true)
  expect(await revokeApiKey(owner, 'north', keyId)).toBe(false)
  expect(await authenticate(token)).not.toBeNull()
  clock.ms += 5_000
  expect(await authenticate(token)).toBeNull()
})

test('a wall clock that is set back keeps no revoked key alive, for a request or a session', async ({
  owner,
  services,
}) => {
  const { keyId, token } = await createApiKey(owner, writer('north'))
  const wall = { ms: Date.now() }
  const elapsed = { ms: 0 }
  const clocks = { cacheMs: 5_000, now: () => wall.ms, elapsed: () => elapsed.ms }
  const authenticate = authenticatorOf(services, clocks)
  const read = createKeyReader({ db: services, role: 'sluice_results', ...clocks })
  expect(await authenticate(token)).not.toBeNull()
  expect(await read(keyId, wall.ms)).not.toBeNull()
  await revokeApiKey(owner, 'north', keyId)
  wall.ms -= 3_600_000
  elapsed.ms += 5_000
  expect(await authenticate(token)).toBeNull()
  expect(await read(keyId, wall.ms)).toBeNull()
})

test('a database that does not answer makes no key invalid', async ({ owner, services, database }) => {
  const { token } = await createApiKey(owner, writer('north'))
  const gone = open(database.url.replace(/:\d+\//, ':1/'))
  await expect(authenticatorOf(gone)(token)).rejects.toThrow()
  await gone.destroy()
  expect(await authenticatorOf(services)(token)).not.toBeNull()
})

test('use is noted outside the request, once a minute', async ({ owner, services }) => {
  const { token } = await createApiKey(owner, writer('north'))
  const clock = { ms: Date.now() }
  const authenticate = authenticatorOf(services, { now: () => clock.ms })
  const lastUsed = async () =>
    (await owner.selectFrom('api_keys').select('last_used_at').executeTakeFirstOrThrow()).last_used_at
  expect(await lastUsed()).toBeNull()
  await authenticate(token)
  const first = await eventually(lastUsed, (at) => at !== null)
  await authenticate(token)
  clock.ms += 60_000
  await authenticate(token)
  // The database's own clock has not moved a minute, so it stays.
  expect(await lastUsed()).toEqual(first)
})

test('only the hash of the secret is stored; who made the key is', async ({ owner }) => {
  const { keyId, token } = await createApiKey(owner, writer('north'))
  const [, , secret = 'none'] = token.split('_')
  const rows = await sql<{ row: string }>`select to_jsonb(k)::text as row from api_keys k`.execute(owner)
  expect(rows.rows[0]?.row).toContain(keyId)
  expect(rows.rows[0]?.row).not.toContain(secret)
  const audit = await owner.selectFrom('audit_log').select(['org_id', 'action', 'object']).execute()
  expect(audit).toEqual([{ org_id: 'north', action: 'api-key.create', object: keyId }])
})

test('a key needs an organization', async ({ owner }) => {
  await expect(createApiKey(owner, writer('nowhere'))).rejects.toMatchObject({ code: '23503' })
})

test('an organization is created once', async ({ owner }) => {
  const east = { id: 'east', name: 'East', timeZone: 'Europe/Berlin' }
  expect(await createOrganization(owner, east)).toEqual({ created: true })
  expect(await createOrganization(owner, { ...east, name: 'Other' })).toEqual({ created: false })
  const stored = await owner.selectFrom('organizations').select('name').where('id', '=', 'east').execute()
  expect(stored).toEqual([{ name: 'East' }])
})

test('the services’ login can make neither keys nor organizations', async ({ services }) => {
  await expect(createApiKey(services, writer('north'))).rejects.toMatchObject({ code: '42501' })
  const east = { id: 'east', name: 'East', timeZone: 'Europe/Berlin' }
  await expect(createOrganization(services, east)).rejects.toMatchObject({ code: '42501' })
})

test('after a rotation both secrets open the key under the same id; after the overlap only the new one', async ({
  owner,
  services,
}) => {
  const old = await createApiKey(owner, writer('north'))
  const { key, token } = await rotateKey(ownerOf(owner, 'north'), old.keyId, 3_600)
  const clock = { ms: Date.now() }
  const refusals: string[] = []
  const authenticate = authenticatorOf(services, {
    now: () => clock.ms,
    onRefused: ({ orgId, keyId }, reason) => refusals.push(`${orgId} ${keyId} ${reason}`),
  })
  const both = [await authenticate(old.token), await authenticate(token)]
  expect(both.map((principal) => principal?.keyId)).toEqual([old.keyId, old.keyId])
  clock.ms = (key.previous_until?.getTime() ?? 0) - 1
  expect(await authenticate(old.token)).not.toBeNull()
  clock.ms += 1
  expect([await authenticate(old.token), (await authenticate(token))?.keyId]).toEqual([null, old.keyId])
  expect(refusals).toEqual([`north ${old.keyId} rotated`])
})

test('a key that is known is answered without waiting, and its old secret ends with the overlap all the same', async ({
  owner,
  services,
}) => {
  const old = await createApiKey(owner, writer('north'))
  const { key } = await rotateKey(ownerOf(owner, 'north'), old.keyId, 3_600)
  const clock = { ms: Date.now() }
  const authenticate = authenticatorOf(services, { cacheMs: 86_400_000, now: () => clock.ms })
  await authenticate(old.token)
  clock.ms = (key.previous_until?.getTime() ?? 0) - 1
  expect(authenticate(old.token)).toMatchObject({ keyId: old.keyId })
  clock.ms += 1
  expect(await authenticate(old.token)).toBeNull()
})

test('an overlap of 0 ends the old secret at once; a second rotation ends the first one’s old secret', async ({
  owner,
  services,
}) => {
  const first = await createApiKey(owner, writer('north'))
  const admin = ownerOf(owner, 'north')
  const authenticate = authenticatorOf(services)
  const second = await rotateKey(admin, first.keyId, 60)
  const third = await rotateKey(admin, first.keyId, 60)
  const opens = async (token: string) => (await authenticate(token)) !== null
  expect([await opens(first.token), await opens(second.token), await opens(third.token)]).toEqual([false, true, true])
  const fourth = await rotateKey(admin, first.keyId, 0)
  expect([await opens(second.token), await opens(third.token), await opens(fourth.token)]).toEqual([false, false, true])
})

test('a secret given by another process is taken although the key is remembered without it', async ({
  owner,
  services,
}) => {
  const old = await createApiKey(owner, writer('north'))
  const clock = { ms: Date.now() }
  const authenticate = authenticatorOf(services, { cacheMs: 5_000, now: () => clock.ms })
  expect(await authenticate(old.token)).not.toBeNull()
  const { token } = await rotateKey(ownerOf(owner, 'north'), old.keyId, 0)
  clock.ms += 250
  expect(await authenticate(token)).not.toBeNull()
  expect(await authenticate(old.token)).toBeNull()
})

test('a change told in this process counts at once, whatever is remembered', async ({ owner, services }) => {
  const { keyId, token } = await createApiKey(owner, writer('north'))
  const changes = new KeyChanges()
  const authenticate = authenticatorOf(services, { cacheMs: 60_000, changes })
  expect(await authenticate(token)).not.toBeNull()
  await revokeApiKey(owner, 'north', keyId)
  expect(await authenticate(token)).not.toBeNull()
  changes.changed(keyId)
  expect(await authenticate(token)).toBeNull()
})

test('a session begun with a secret ends with that secret', async ({ owner, services }) => {
  const { keyId } = await createApiKey(owner, writer('north'))
  const read = createKeyReader({ db: services, role: 'sluice_results', cacheMs: 0 })
  const begunMs = Date.now() - 1_000
  await rotateKey(ownerOf(owner, 'north'), keyId, 60)
  expect(await read(keyId, begunMs)).not.toBeNull()
  const { key } = await rotateKey(ownerOf(owner, 'north'), keyId, 0)
  expect(await read(keyId, begunMs)).toBeNull()
  expect(await read(keyId, key.rotated_at?.getTime() ?? 0)).not.toBeNull()
})

test('for somebody who guesses, a key in force is looked up and no other, in a process that has just begun too', async ({
  owner,
  services,
}) => {
  const made = { cacheMs: 5_000, now: () => clock.ms }
  const clock = { ms: Date.now() }
  const inForceOnly = { inForceOnly: true }
  const [key, ended, unknown] = [
    await createApiKey(owner, writer('north')),
    await createApiKey(owner, writer('south')),
    await createApiKey(owner, writer('south')),
  ]
  await revokeApiKey(owner, 'south', ended.keyId)
  await sql`delete from api_keys where key_id = ${unknown.keyId}`.execute(owner)
  const authenticate = authenticatorOf(services, made)
  expect(await authenticate(key.token, inForceOnly)).toMatchObject({ orgId: 'north' })
  const told: unknown[] = []
  const onRefused = (refused: { keyId: string }) => told.push(refused.keyId)
  for (const { token } of [ended, unknown]) expect(await authenticate(token, { ...inForceOnly, onRefused })).toBeNull()
  expect(told).toEqual([])
  // One that was made since is known within the time that is believed of any key.
  const fresh = await createApiKey(owner, writer('north'))
  expect(await authenticate(fresh.token, inForceOnly)).toBeNull()
  clock.ms += 5_000
  expect(await authenticate(fresh.token, inForceOnly)).not.toBeNull()
})

test('a refusal tells whether the secret was one of the key', async ({ owner, services }) => {
  const [revoked, expired, rotated] = [
    await createApiKey(owner, writer('north')),
    await createApiKey(owner, { ...writer('north'), expiresAt: new Date(Date.now() - 1) }),
    await createApiKey(owner, writer('north')),
  ]
  await revokeApiKey(owner, 'north', revoked.keyId)
  await rotateKey(ownerOf(owner, 'north'), rotated.keyId, 60)
  await sql`update api_keys set previous_until = now() where key_id = ${rotated.keyId}`.execute(owner)
  const wrong = tokenToText({ keyId: revoked.keyId, secret: 'x'.repeat(22) })
  const authenticate = authenticatorOf(services)
  const told: boolean[] = []
  const onRefused = (_: unknown, { hadItsSecret }: { hadItsSecret: boolean }) => told.push(hadItsSecret)
  for (const token of [revoked.token, expired.token, rotated.token, wrong]) await authenticate(token, { onRefused })
  expect(told).toEqual([true, true, true, false])
})

test('over HTTP, with the services’ rights: no more than the key holds, in its own organization only', async ({
  owner,
  services,
}) => {
  const scopes = ['keys:admin', 'plans:read'] as const
  await sql`insert into api_keys (org_id, key_id, name, secret_sha256, scopes)
            values ('north', 'acting', 'x', sha256('x'), array['keys:admin', 'plans:read'])`.execute(owner)
  const principal = { orgId: 'north', keyId: 'acting', scopes }
  const admin = adminByKey(services, principal, 'request-1')
  const { key, token } = await createKey(admin, { name: 'reader', scopes: ['plans:read'] })
  expect(await authenticatorOf(services)(token)).toMatchObject({ orgId: 'north', scopes: ['plans:read'] })
  const more = createKey(admin, { name: 'writer', scopes: ['plans:read', 'config:write'] })
  await expect(more).rejects.toMatchObject({ code: 'scope-not-held', message: expect.stringContaining('config:write') })
  const stronger = await createApiKey(owner, writer('north'))
  await expect(rotateKey(admin, stronger.keyId, 0)).rejects.toMatchObject({ code: 'scope-not-held' })
  const theirs = await createApiKey(owner, { ...writer('south'), scopes })
  await expect(rotateKey(admin, theirs.keyId, 0)).rejects.toMatchObject({ code: 'key-not-found' })
  await expect(revokeKey(admin, theirs.keyId)).rejects.toMatchObject({ code: 'key-not-found' })
  const noted = await owner
    .selectFrom('audit_log')
    .select(['action', 'object', 'request_id'])
    .where('actor', '=', 'acting')
    .execute()
  expect(noted).toEqual([{ action: 'api-key.create', object: key.key_id, request_id: 'request-1' }])
})

test('two admins who revoke each other at once: one stays', async ({ owner, services }) => {
  const admins = [0, 1].map(() => createApiKey(owner, { orgId: 'north', name: 'admin', scopes: roles.admin }))
  const [a, b] = (await Promise.all(admins)).map(({ keyId }) => keyId) as [string, string]
  const by = (keyId: string) => adminByKey(services, { orgId: 'north', keyId, scopes: roles.admin }, 'r')
  const outcomes = await Promise.allSettled([revokeKey(by(a), b), revokeKey(by(b), a)])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const rejected = outcomes.find((outcome) => outcome.status === 'rejected')
  expect(rejected?.reason).toMatchObject({ code: 'last-admin-key' })
})

test('no right of a service changes what a key may do, or whose it is', async ({ owner, services }) => {
  const { keyId } = await createApiKey(owner, writer('north'))
  for (const change of [sql`scopes = '{keys:admin}'`, sql`expires_at = null`, sql`org_id = 'south'`]) {
    const update = adminByKey(services, { orgId: 'north', keyId, scopes: [] }, 'r').run((trx) =>
      sql`update api_keys set ${change}`.execute(trx),
    )
    await expect(update).rejects.toMatchObject({ code: '42501' })
  }
})
