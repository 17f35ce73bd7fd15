import { expect } from 'vitest'
import { test } from './fixture.ts'

test('as a process: results on standard output, errors on standard error, exit codes', async ({ cli }) => {
  const help = await cli.spawn(['--help'])
  expect(help).toMatchObject({ code: 0, err: '' })
  expect(help.out).toMatch(/^Usage: sluice /)
  const unusable = await cli.spawn(['apply', '-f', 'missing.yaml'])
  expect(unusable).toEqual({ code: 2, out: '', err: 'missing.yaml: there is no such file.\n' })
  const answered = await cli.spawn(['allocate'], { stdin: '{}' })
  expect(answered).toMatchObject({ code: 2, err: '' })
  expect(JSON.parse(answered.out)).toMatchObject({ kind: 'invalid' })
})

test('a whole organization from nothing, each command a process', async ({ cli, api, database }) => {
  const env = { MIGRATION_DATABASE_URL: database.adminUrl }
  const name = ['--name', 'Hillside', '--time-zone', 'UTC']
  expect(await cli.spawn(['organization', 'create', 'hillside', ...name], { env })).toMatchObject({ code: 0 })
  const key = await cli.spawn(['key', 'create', '--organization', 'hillside', '--name', 'x', '--role', 'admin'], {
    env,
  })
  const file = await cli.file(
    'organization.json',
    JSON.stringify({
      organization: { id: 'hillside', name: 'Hillside', timeZone: 'UTC' },
      locations: [{ id: 'a', name: 'A', timeZone: 'UTC' }],
      serviceLines: [],
      pools: [],
    }),
  )
  const apply = () => cli.spawn(['apply', '-f', file, '--url', api.url], { env: { SLUICE_KEY: key.out.trim() } })
  expect((await apply()).out).toBe('+ location a (A)\n  Created location a.\n1 created, none changed, none removed.\n')
  expect(await apply()).toEqual({ code: 0, out: 'Nothing to change.\n', err: '' })
})
