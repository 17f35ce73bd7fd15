import { expect } from 'vitest'
import { test } from './fixture.ts'

test('--help reads well', async ({ cli }) => {
  const { code, out } = await cli.run(['--help'])
  expect(code).toBe(0)
  await expect(out).toMatchFileSnapshot('help.txt')
})

const commands = [
  'migrate',
  'organization create',
  'organization list',
  'key create',
  'key list',
  'key rotate',
  'key revoke',
  'audit verify',
  'audit export',
  'secrets reseal',
  'backup',
  'restore',
  'apply',
  'import',
  'sources',
  'source list',
  'source show',
  'source set',
  'source remove',
  'source add-secret',
  'source remove-secret',
  'feed list',
  'feed show',
  'feed put',
  'feed poll',
  'feed remove',
  'mapping list',
  'mapping show',
  'mapping put',
  'mapping remove',
  'freshness',
  'alerts',
  'plan show',
  'plan list',
  'plan follow',
  'plan prices',
  'plan certificate',
  'pools',
  'diff',
  'approve',
  'reject',
  'override list',
  'override put',
  'override remove',
  'undo',
  'message list',
  'message approve',
  'message withdraw',
  'decisions',
  'budgets',
  'platform list',
  'platform put',
  'platform remove',
  'export',
  'applied',
  'webhook list',
  'webhook put',
  'webhook rotate',
  'webhook remove',
  'webhook test',
  'webhook deliveries',
  'webhook replay',
  'simulate',
  'frontier',
  'inputs',
  'replay',
  'view operations',
  'view marketing',
  'pacing',
  'report performance',
  'report capacity',
  'report reaction',
  'report stability',
  'allocate',
  'verify',
]

test.for(commands)('%s --help has an example that names the command', async (command, { cli }) => {
  const { code, out } = await cli.run([...command.split(' '), '--help'])
  expect(code).toBe(0)
  expect(out).toMatch(/\nExample:\n/)
  expect(out.split('\nExample:\n')[1]).toMatch(new RegExp(`npm run (-s )?sluice -- ${command}\\b`))
})

test('help <command> says the same as <command> --help', async ({ cli }) => {
  const asked = await cli.run(['help', 'undo'])
  expect(asked).toEqual(await cli.run(['undo', '--help']))
  expect(asked.out).toMatch(/Usage: sluice undo/)
})

test.for([
  ['no command', [], /Usage: sluice/],
  ['an unknown command', ['aply'], /unknown command 'aply'/],
  ['an unknown option', ['apply', '-f', 'x', '--force'], /unknown option '--force'/],
  ['a missing option', ['key', 'create', '--organization', 'a'], /required option '--name/],
] as const)('%s: exit code 2, told on standard error', async ([_, args, message], { cli }) => {
  const { code, out, err } = await cli.run(args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(message)
})
