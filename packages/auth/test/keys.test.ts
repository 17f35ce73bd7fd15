import { connect, type Database } from '@sluice/database'
import { test as base, eventually, makeOrganization, type TestDatabase } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { createApiKey, createAuthenticator, createOrganization, revokeApiKey, roles } from '../src/index.ts'

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

function authenticatorOf(db: Database, options: { cacheMs?: number; now?: () => number } = {}) {
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
