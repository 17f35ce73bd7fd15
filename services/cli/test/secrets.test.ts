import { connect, sourceId, withOwner } from '@sluice/database'
import { createSealer, makeSigningSecret, sourceSecretPlace, webhookSecretPlace } from '@sluice/secrets'
import { makeOrganization } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { test } from './fixture.ts'

const oldKey = 'the key that is replaced - 32 letters'
const newKey = 'the key that replaces it - 32 letters'
const secret = makeSigningSecret()

test('what a previous key sealed is sealed with the current one: once, audited, and readable without the old key', async ({
  cli,
  database,
}) => {
  const admin = connect({ url: database.adminUrl, applicationName: 't', maxConnections: 1, onError: () => undefined })
  const old = createSealer([oldKey])
  for (const org of ['north', 'south']) {
    await makeOrganization(database.adminUrl, org, [])
    const ofSource = old.seal(secret, sourceSecretPlace(org, sourceId('/ehr'), 'one'))
    const ofEndpoint = old.seal(secret, webhookSecretPlace(org, 'we_1'))
    await sql`insert into sources (org_id, source, id) values (${org}, '/ehr', ${sourceId('/ehr')})`.execute(admin)
    await sql`insert into source_signing_secrets (org_id, source, id, sealed) values (${org}, '/ehr', 'one', ${ofSource})`.execute(
      admin,
    )
    await sql`insert into webhook_endpoints (org_id, id, url, event_types, secret, previous_secret, previous_secret_until)
      values (${org}, 'we_1', 'https://a.example', '{}', ${ofEndpoint}, ${ofEndpoint}, now() + interval '1 hour'),
             (${org}, 'we_2', 'https://a.example', '{}', ${old.seal(secret, webhookSecretPlace(org, 'we_2'))}, 'lost', now())`.execute(
      admin,
    )
  }
  const run = (keys: string, ...args: string[]) =>
    cli.run(['secrets', 'reseal', ...args], {
      env: { MIGRATION_DATABASE_URL: database.adminUrl, SLUICE_SECRET_KEYS: keys },
    })
  const done = await run(`${newKey}, ${oldKey}`, '--json')
  expect(done.err).toMatch(/^The order: 1\. every service has the new key .*; 2\. this command; 3\. /)
  expect([done.code, JSON.parse(done.out)]).toEqual([
    0,
    ['north', 'south'].map((organization) => ({ organization, resealed: 4, current: 0, unreadable: [] })),
  ])
  const again = await run(`${newKey},${oldKey}`, '--organization', 'north')
  expect(again).toMatchObject({ code: 0, out: expect.stringMatching(/^north +0 +4 +0$/m) })
  const current = createSealer([newKey])
  await withOwner(admin, 'south', async (trx) => {
    const found = await trx.selectFrom('source_signing_secrets').select('sealed').executeTakeFirstOrThrow()
    expect(current.open(found.sealed, sourceSecretPlace('south', sourceId('/ehr'), 'one'))).toBe(secret)
    const endpoints = await trx
      .selectFrom('webhook_endpoints')
      .selectAll()
      .where('org_id', '=', 'south')
      .orderBy('id')
      .execute()
    expect(endpoints.map((one) => current.open(one.secret, webhookSecretPlace('south', one.id)))).toEqual([
      secret,
      secret,
    ])
    const [first] = endpoints
    expect(current.open(first?.previous_secret ?? Buffer.alloc(0), webhookSecretPlace('south', 'we_1'))).toBe(secret)
    expect(first?.version).toBe(1)
    const entries = await trx.selectFrom('audit_log').select(['actor', 'action', 'object']).orderBy('seq').execute()
    expect(entries.filter(({ action }) => action.includes('reseal'))).toEqual([
      { actor: 'owner', action: 'source.reseal-secret', object: `${sourceId('/ehr')}/one` },
      ...['we_1', 'we_1', 'we_2'].map((object) => ({ actor: 'owner', action: 'webhook-endpoint.reseal', object })),
    ])
  })
  await admin.destroy()
})

test('what no listed key opens is named, left as it is, and the exit code is 1', async ({ cli, database }) => {
  await makeOrganization(database.adminUrl, 'north', [])
  const admin = connect({ url: database.adminUrl, applicationName: 't', maxConnections: 1, onError: () => undefined })
  const sealed = createSealer([oldKey]).seal(secret, webhookSecretPlace('north', 'we_1'))
  await sql`insert into webhook_endpoints (org_id, id, url, event_types, secret)
    values ('north', 'we_1', 'https://a.example', '{}', ${sealed})`.execute(admin)
  const env = { MIGRATION_DATABASE_URL: database.adminUrl, SLUICE_SECRET_KEYS: newKey }
  const { code, out, err } = await cli.run(['secrets', 'reseal'], { env })
  expect([code, out, err]).toEqual([
    1,
    expect.stringMatching(/^north +0 +0 +1$/m),
    expect.stringMatching(
      /^The order: 1\. [\s\S]*^north: the secret of webhook we_1 is sealed with a key that is not listed/m,
    ),
  ])
  const kept = await sql<{ secret: Buffer }>`select secret from webhook_endpoints`.execute(admin)
  expect(kept.rows[0]?.secret).toEqual(sealed)
  await admin.destroy()
})

test('without usable keys, and for an organization that is not there, it says what is wrong', async ({
  cli,
  database,
}) => {
  const env = { MIGRATION_DATABASE_URL: database.adminUrl }
  expect(await cli.run(['secrets', 'reseal'], { env })).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^SLUICE_SECRET_KEYS: /),
  })
  const short = { ...env, SLUICE_SECRET_KEYS: `${newKey},short` }
  expect((await cli.run(['secrets', 'reseal'], { env: short })).code).toBe(2)
  const keyed = { ...env, SLUICE_SECRET_KEYS: newKey }
  expect(await cli.run(['secrets', 'reseal', '--organization', 'none'], { env: keyed })).toMatchObject({ code: 2 })
})
