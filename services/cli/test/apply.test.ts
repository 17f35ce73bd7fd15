import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createApiKey, roles } from '@sluice/auth'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { type Cli, type Ended, type RunningApi, test } from './fixture.ts'

const head = `organization: { id: riverside, name: Riverside, timeZone: America/New_York }
serviceLines:
  - id: ortho
    name: Orthodontics
    typicalWaitDays: 18
    typicalWaitKind: third_next_available
    lifetimeValueMinor: 480000
    marginShare: 0.42
    priorCostPerBookingMinor: 9500
    priorKappa: 1.5
locations:
  - { id: smyrna, name: Smyrna, timeZone: America/New_York }
  - { id: decatur, name: Decatur, timeZone: America/New_York }
`
const pool = (cells: string, rest = '') => `pools:
  - id: georgia
    name: Georgia
    currency: USD
    timeZone: America/New_York
    period: { kind: month, budgetMinor: 15000000 }
    cells:
${cells}${rest}`
const smyrna = '      - { id: smyrna, locationId: smyrna, serviceLine: ortho, baselineDailyBudgetMinor: 42000 }\n'
const decatur = '      - { id: decatur, locationId: decatur, serviceLine: ortho, baselineDailyBudgetMinor: 9000 }\n'
const whole = head + pool(smyrna + decatur)

async function apply(cli: Cli, api: RunningApi, content: string, ...args: string[]): Promise<Ended> {
  const file = await cli.file('organization.yaml', content)
  return cli.run(['apply', '-f', file, '--url', api.url, ...args], { env: { SLUICE_KEY: api.key } })
}

async function poolVersion({ admin }: RunningApi): Promise<number | undefined> {
  const row = await admin.selectFrom('pools').select('version').where('id', '=', 'georgia').executeTakeFirst()
  return row?.version
}

describe('apply', () => {
  test('a dry run says what would be created and creates nothing', async ({ cli, api }) => {
    const { code, out } = await apply(cli, api, whole, '--dry-run')
    expect([code, out]).toEqual([
      0,
      `+ service line ortho (Orthodontics)
+ location smyrna (Smyrna)
+ location decatur (Decatur)
+ pool georgia (Georgia, 2 cells)
4 to create, none to change, none to remove.
`,
    ])
    expect(await poolVersion(api)).toBeUndefined()
  })

  test('applied, then applied again: nothing to change', async ({ cli, api }) => {
    const first = await apply(cli, api, whole)
    expect(first.code).toBe(0)
    expect(first.out).toMatch(/Created pool georgia\.\n4 created, none changed, none removed\.\n$/)
    expect(await apply(cli, api, whole)).toEqual({ code: 0, out: 'Nothing to change.\n', err: '' })
    expect(await apply(cli, api, whole, '--dry-run')).toMatchObject({ out: 'Nothing to change.\n' })
    expect(await poolVersion(api)).toBe(1)
  })

  test('a change is shown field by field, old and new, and only that is written', async ({ cli, api }) => {
    await apply(cli, api, whole)
    const changed =
      head.replace('name: Smyrna', 'name: Old Smyrna, region: South') +
      pool(
        smyrna.replace('42000', '50000') +
          decatur.replaceAll('decatur,', 'east, ').replace('locationId: east, ', 'locationId: decatur,'),
        '    policy: { ramp: { upShare: 0.15 } }\n',
      )
    const shown = `~ location smyrna (Old Smyrna)
    ~ name: "Smyrna" → "Old Smyrna"
    ~ region: null → "South"
~ pool georgia (Georgia, 2 cells)
    ~ cells[smyrna].baselineDailyBudgetMinor: 42000 → 50000
    + cells[east]: {"locationId":"decatur","serviceLine":"ortho","baselineDailyBudgetMinor":9000,"id":"east"}
    - cells[decatur]
    ~ policy.ramp.upShare: 0.2 → 0.15
none to create, 2 to change, none to remove.
`
    const dry = await apply(cli, api, changed, '--dry-run')
    expect(dry.out).toBe(shown)
    expect(await poolVersion(api)).toBe(1)
    expect(await apply(cli, api, changed)).toMatchObject({ code: 0 })
    expect(await apply(cli, api, changed)).toMatchObject({ out: 'Nothing to change.\n' })
    expect(await poolVersion(api)).toBe(2)
  })

  test('what is not in the file is left and named; --prune archives it', async ({ cli, api }) => {
    await apply(cli, api, whole)
    const less = `${head.replace(/.*decatur.*\n/, '')}pools: []\n`
    const kept = await apply(cli, api, less)
    expect(kept).toMatchObject({ code: 0, out: 'Nothing to change.\n' })
    expect(kept.err).toMatch(/left as configured \(--prune archives\): location decatur, pool georgia\./)
    const pruned = await apply(cli, api, less, '--prune')
    expect(pruned.out).toMatch(/Archived pool georgia\.(.*\n)+.*Archived location decatur\.\n.*2 removed\.\n$/)
    expect(await apply(cli, api, less, '--prune')).toMatchObject({ out: 'Nothing to change.\n', err: '' })
  })

  test('a place moves from one pool to another in one go', async ({ cli, api }) => {
    const two = (georgia: string, other: string) =>
      `${head}${pool(georgia)}${pool(other).replace('pools:\n', '').replace('id: georgia', 'id: alabama')}`
    const before = two(smyrna, decatur)
    expect(await apply(cli, api, before)).toMatchObject({ code: 0 })
    const moved = await apply(cli, api, two(smyrna + decatur, '').replace(/cells:\n$/, 'cells: []\n'))
    expect(moved).toMatchObject({ code: 0, err: '' })
    expect(moved.out.indexOf('pool alabama')).toBeLessThan(moved.out.indexOf('pool georgia'))
  })

  test('--json is for scripts', async ({ cli, api }) => {
    const { out } = await apply(cli, api, whole, '--json')
    const { dryRun, changes } = JSON.parse(out)
    expect(dryRun).toBe(false)
    expect(changes.at(-1)).toEqual({ action: 'create', kind: 'pool', id: 'georgia', changes: [] })
  })
})

describe('a bad file', () => {
  test('is refused whole, with every fault and its line', async ({ cli, api }) => {
    const bad =
      head.replace('marginShare: 0.42', 'marginShare: 42').replace('name: Decatur', 'nam: Decatur') +
      pool(smyrna.replace('locationId: smyrna', 'locationId: smyrna, groupId: west') + decatur.replace('9000', '-1'))
    const { code, out, err } = await apply(cli, api, bad)
    expect([code, out]).toEqual([2, ''])
    expect(err.split('\n')).toEqual([
      'organization.yaml:8: serviceLines[0].marginShare: must be at most 1',
      'organization.yaml:13: locations[1].name: is needed',
      'organization.yaml:13: locations[1]: unknown key "nam"',
      'organization.yaml:21: pools[0].cells[0].groupId: the id of a group of this pool',
      'organization.yaml:22: pools[0].cells[1].baselineDailyBudgetMinor: must be at least 0',
      'Nothing was applied.',
      '',
    ])
  })

  test.for([
    ['YAML that is none', 'organization: [', /^organization\.yaml:\d: /],
    ['a key twice', `${head}pools: []\npools: []\n`, /^organization\.yaml:15: /],
    ['JSON', '{\n "organization": {},\n "locations": [] }', /organization\.yaml:2: organization\.id: /],
    [
      'a person',
      `${head.replace('name: Decatur', 'name: Roe 123-45-6789')}pools: []\n`,
      /^organization\.yaml:13: locations\[1\]\.name: looks like a social security number\n/,
    ],
    ['nothing', '', /organization\.yaml/],
  ] as const)('%s', async ([_, content, message], { cli, api }) => {
    const { code, out, err } = await apply(cli, api, content)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err).toMatch(/Nothing was applied\.\n$/)
  })

  test('names a location that is neither in it nor configured', async ({ cli, api }) => {
    const { code, err } = await apply(
      cli,
      api,
      head + pool(smyrna.replace('locationId: smyrna', 'locationId: nowhere')),
    )
    expect(code).toBe(2)
    expect(err).toMatch(/organization\.yaml:21: pools\[0\]\.cells\[0\]\.locationId: the id of a location/)
  })

  test('is of another organization than the key', async ({ cli, api }) => {
    const { code, err } = await apply(cli, api, whole.replace('id: riverside', 'id: other'))
    expect(code).toBe(2)
    expect(err).toMatch(/^organization\.yaml:1: organization\.id: the key belongs to the organization riverside\n/)
  })

  test('there is no such file', async ({ cli }) => {
    const { code, err } = await cli.run(['apply', '-f', 'missing.yaml'])
    expect([code, err]).toEqual([2, 'missing.yaml: there is no such file.\n'])
  })
})

describe('on the way', () => {
  test('a refusal says what was applied before, and repeating goes on', async ({ cli, api }) => {
    await apply(cli, api, whole)
    await api.admin.updateTable('pool_state').set({ plan_number: 1 }).execute()
    const changed = whole.replace('name: Smyrna', 'name: Old Smyrna').replace('currency: USD', 'currency: CAD')
    const { code, err } = await apply(cli, api, changed)
    expect(code).toBe(1)
    expect(
      err,
    ).toBe(`Stopped at pool georgia: A pool that has plans keeps its currency; make a new pool. (409 configuration-conflict)
  organization.yaml:17: pools[0].currency: the currency of the plans there are
Applied before it, and kept:
  Changed location smyrna.
Applying the file again is safe: it goes on where this stopped.
`)
    const mended = await apply(cli, api, changed.replace('CAD', 'USD'))
    expect(mended).toMatchObject({ code: 0, out: 'Nothing to change.\n' })
  })

  test('spend in the wrong unit that was reported before the set-up: the pool is refused with day and line, until it is right', async ({
    cli,
    api,
  }) => {
    const spent = (minor: number) =>
      sql`insert into actuals (org_id, location_id, service_line, date, source, currency, spend_minor, observed_at, body_sha256)
          values ('riverside', 'smyrna', 'ortho', current_date - 2, '/ads', 'USD', ${minor}, now(), decode(repeat('00', 32), 'hex'))
          on conflict (org_id, location_id, service_line, channel, date, currency) do update set spend_minor = excluded.spend_minor`.execute(
        api.admin,
      )
    await spent(4_200_000)
    const { code, err } = await apply(cli, api, whole)
    expect(code).toBe(1)
    expect(err).toMatch(
      /^Stopped at pool georgia: At places of these cells more is reported as spent .*\(422 actuals-implausible\)$/m,
    )
    expect(err).toMatch(
      /organization\.yaml:21: pools\[0\]\.cells\[0\]: smyrna, ortho, \d{4}-\d\d-\d\d: 4200000 minor units are reported/,
    )
    expect(await poolVersion(api)).toBeUndefined()
    await spent(42_000)
    expect(await apply(cli, api, whole)).toMatchObject({ code: 0 })
  })

  test('no key, a bad key, no service', async ({ cli, api }) => {
    const file = await cli.file('organization.yaml', whole)
    const args = ['apply', '-f', file, '--url', api.url]
    const none = await cli.run(args)
    expect(none).toMatchObject({ code: 2, out: '' })
    expect(none.err).toMatch(/SLUICE_KEY/)
    const bad = await cli.run([...args, '--key', 'sk_wrong_key'])
    expect(bad).toMatchObject({ code: 1, out: '' })
    expect(bad.err).toMatch(/\(401 unauthenticated\)/)
    expect(bad.err).not.toContain('sk_wrong_key')
    const gone = await cli.run(['apply', '-f', file, '--url', 'http://127.0.0.1:1', '--key', 'x'])
    expect(gone).toMatchObject({ code: 1, err: 'http://127.0.0.1:1 does not answer. Is it running? (npm start)\n' })
  })

  test('the key of .sluice/keys.json is for services on this machine only', async ({ cli, api }) => {
    const file = await cli.file('organization.yaml', whole)
    await writeFile(join(cli.folder, 'keys.json'), JSON.stringify({ config: api.key }))
    const here = await cli.run(['apply', '-f', file, '--url', api.url, '--dry-run'])
    expect(here).toMatchObject({ code: 0 })
    const there = await cli.run(['apply', '-f', file, '--url', 'https://sluice.invalid', '--dry-run'])
    expect(there).toMatchObject({ code: 2 })
  })

  test('without --url it goes where the `npm start` of this data folder runs', async ({ cli, api }) => {
    const file = await cli.file('organization.yaml', whole)
    await writeFile(join(cli.folder, 'keys.json'), JSON.stringify({ config: api.key }))
    await writeFile(join(cli.folder, 'connection.json'), JSON.stringify({ url: api.url }))
    expect(await cli.run(['apply', '-f', file, '--dry-run'])).toMatchObject({ code: 0 })
    const elsewhere = await cli.run(['apply', '-f', file, '--url', 'http://127.0.0.1:1', '--dry-run'])
    expect(elsewhere).toMatchObject({ code: 1, err: expect.stringContaining('http://127.0.0.1:1 does not answer') })
  })

  test('a file that lets take effect what asks for approval now: refused, with the line; not for a key that decides', async ({
    cli,
    api,
  }) => {
    const asking = (mode: string) => head + pool(smyrna, `    policy:\n      decisions:\n        mode: ${mode}\n`)
    expect(await apply(cli, api, asking('approval'))).toMatchObject({ code: 0 })
    const refused = await apply(cli, api, asking('automatic'))
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/^Stopped at pool georgia: .*plans:decide as well\. \(403 forbidden\)\n/)
    expect(refused.err).toContain(
      'organization.yaml:24: pools[0].policy.decisions.mode: approval, as it is; a key that also holds plans:decide may change it',
    )
    const { token } = await createApiKey(api.admin, { orgId: 'riverside', name: 'admin', scopes: roles.admin })
    expect(await apply(cli, { ...api, key: token }, asking('automatic'))).toMatchObject({ code: 0 })
  })
})
