import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createAuthenticator } from '@sluice/auth'
import { connect } from '@sluice/database'
import { expect } from 'vitest'
import { test } from './fixture.ts'

const create = ['organization', 'create', 'riverside', '--name', 'Riverside', '--time-zone', 'America/New_York']

test('organizations are created once and listed', async ({ cli, database }) => {
  const env = { MIGRATION_DATABASE_URL: database.adminUrl }
  const first = await cli.run(create, { env })
  expect(first).toMatchObject({ code: 0, out: 'Created the organization riverside.\n' })
  const again = await cli.run([...create, '--json'], { env })
  expect(JSON.parse(again.out)).toEqual({ id: 'riverside', created: false })
  const { out } = await cli.run(['organization', 'list'], { env })
  expect(out).toBe('ID         NAME       TIME ZONE\nriverside  Riverside  America/New_York\n')
})

test('a key is printed once, works, is listed without it, and can be revoked', async ({ cli, database }) => {
  const env = { MIGRATION_DATABASE_URL: database.adminUrl }
  await cli.run(create, { env })
  const of = ['--organization', 'riverside']
  const made = await cli.run(['key', 'create', ...of, '--name', 'scheduling', '--role', 'operations'], { env })
  expect(made.code).toBe(0)
  const token = made.out.trim()
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const authenticate = createAuthenticator({ db, role: 'sluice_ingest', cacheMs: 0 })
  const principal = await authenticate(token)
  expect(principal).toMatchObject({ orgId: 'riverside', scopes: ['events:write', 'plans:read', 'dashboard:read'] })
  const listed = await cli.run(['key', 'list', ...of], { env })
  expect(listed.out).toMatch(/scheduling +in force/)
  expect(listed.out + listed.err + made.err).not.toContain(token)
  const keyId = principal?.keyId ?? ''
  expect(await cli.run(['key', 'revoke', keyId, ...of], { env })).toMatchObject({ code: 0 })
  expect(await authenticate(token)).toBeNull()
  expect(await cli.run(['key', 'revoke', keyId, ...of], { env })).toMatchObject({ code: 1 })
  await db.destroy()
})

test('a key is rotated: both secrets open it until the overlap is over, and the list says so', async ({
  cli,
  database,
}) => {
  const env = { MIGRATION_DATABASE_URL: database.adminUrl }
  await cli.run(create, { env })
  const of = ['--organization', 'riverside']
  const made = await cli.run(['key', 'create', ...of, '--name', 'x', '--role', 'admin', '--json'], { env })
  const { keyId, key } = JSON.parse(made.out)
  const rotated = await cli.run(['key', 'rotate', keyId, ...of, '--overlap-hours', '1'], { env })
  expect(rotated.err).toMatch(/The old secret works until 20/)
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const authenticate = createAuthenticator({ db, role: 'sluice_ingest', cacheMs: 0 })
  for (const token of [key, rotated.out.trim()]) expect(await authenticate(token)).toMatchObject({ keyId })
  expect((await cli.run(['key', 'list', ...of], { env })).out).toMatch(/in force, old secret until /)
  expect((await cli.run(['key', 'rotate', keyId, ...of, '--overlap-hours', '0'], { env })).code).toBe(0)
  for (const token of [key, rotated.out.trim()]) expect(await authenticate(token)).toBeNull()
  const last = await cli.run(['key', 'revoke', keyId, ...of], { env })
  expect([last.code, last.err]).toEqual([1, expect.stringMatching(/last key in force.*--force/)])
  expect((await cli.run(['key', 'revoke', keyId, ...of, '--force'], { env })).code).toBe(0)
  expect((await cli.run(['key', 'rotate', keyId, ...of], { env })).err).toMatch(/revoked or expired/)
  expect((await cli.run(['key', 'rotate', keyId, ...of, '--overlap-hours', '721'], { env })).code).toBe(2)
  await db.destroy()
})

test('what cannot be is refused: scopes, dates, zones, organizations', async ({ cli, database }) => {
  const env = { MIGRATION_DATABASE_URL: database.adminUrl }
  const key = ['key', 'create', '--organization', 'none', '--name', 'x']
  const refusals: [string[], number, RegExp][] = [
    [[...key, '--scopes', 'plans:read,plans:rite'], 2, /--scopes with any of events:write/],
    [[...key], 2, /What may it do\?/],
    [[...key, '--role', 'viewer', '--expires', '2020-01-01'], 2, /past/],
    [[...key, '--role', 'viewer', '--expires', 'tomorrow'], 2, /a date/],
    [[...key, '--role', 'viewer'], 1, /There is no organization none/],
    [
      ['organization', 'create', 'a b', '--name', ' ', '--time-zone', 'Mars'],
      2,
      /id: .*\n.*--name: (.*\n)+.*--time-zone: /,
    ],
  ]
  for (const [args, code, message] of refusals) {
    const ended = await cli.run(args, { env })
    expect(ended.err, args.join(' ')).toMatch(message)
    expect([ended.code, ended.out]).toEqual([code, ''])
  }
})

test('who writes straight into the database names no person either, and is told so without being repeated', async ({
  cli,
  database,
}) => {
  const env = { MIGRATION_DATABASE_URL: database.adminUrl }
  const zone = ['--time-zone', 'America/New_York']
  const key = ['key', 'create', '--organization', 'riverside', '--role', 'viewer', '--name']
  expect((await cli.run(create, { env })).code).toBe(0)
  const refusals: [string[], string, RegExp][] = [
    [[...key, 'Jane, born 1968-01-31'], '1968', /--name: /],
    [[...key, 'call 404-555-0142'], '0142', /--name: /],
    [[...key, 'x'.repeat(300)], 'xxx', /--name: /],
    [['organization', 'create', 'mrn-4711000', '--name', 'North', ...zone], '4711000', /id: /],
    [['organization', 'create', 'north', '--name', 'jane@example.org', ...zone], 'jane', /--name: /],
  ]
  for (const [args, secret, message] of refusals) {
    const ended = await cli.run(args, { env })
    expect([ended.code, ended.out], args.join(' ')).toEqual([2, ''])
    expect(ended.err).toMatch(message)
    expect(ended.err).not.toContain(secret)
  }
  expect((await cli.run(['key', 'list', '--organization', 'riverside', '--json'], { env })).out).toBe('[]\n')
})

test('without a database it says what to do', async ({ cli }) => {
  const none = await cli.run(['organization', 'list'])
  expect(none).toMatchObject({ code: 2, out: '' })
  expect(none.err).toMatch(/npm start.*\n.*MIGRATION_DATABASE_URL/s)
  const gone = 'postgres://postgres:secret-password@127.0.0.1:1/sluice'
  await writeFile(join(cli.folder, 'connection.json'), JSON.stringify({ adminUrl: gone, databaseUrl: gone }))
  const stopped = await cli.run(['organization', 'list'])
  expect(stopped).toMatchObject({ code: 1, out: '' })
  expect(stopped.err).toMatch(/runs while `npm start` does/)
  expect(stopped.err).not.toContain('secret-password')
})

test('migrate: with nothing to do it says so, and lets the services’ login in', async ({ cli, database }) => {
  const login = new URL(database.url)
  login.username = `cli_${login.pathname.slice(-8)}`
  login.password = 'cli-password'
  const env = { MIGRATION_DATABASE_URL: database.adminUrl, DATABASE_URL: login.href }
  expect(await cli.run(['migrate'], { env })).toMatchObject({ code: 0, out: 'The database is at this version.\n' })
  const db = connect({ url: login.href, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const authenticate = createAuthenticator({ db, role: 'sluice_results', cacheMs: 0 })
  expect(await authenticate('nobody')).toBeNull()
  await db.destroy()
})
