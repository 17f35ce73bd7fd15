import type { Argument, Command } from 'commander'
import { expect } from 'vitest'
import { buildProgram } from '../src/program.ts'
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
  expect(out.split('\nExample:\n')[1]).toMatch(new RegExp(`npm run -s sluice -- ${command}\\b`))
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

test('every option that is a number refuses what is none, by its name and before anything is asked of the service', async ({
  cli,
}) => {
  const ignore = () => undefined
  const unread = { read: async () => '', readLines: async function* () {} }
  const program = await buildProgram({ env: {}, out: ignore, err: ignore, exitWith: ignore, ...unread }, ['--help'])
  const asked = new Set<string>()
  for (const { path, command } of allCommands(program))
    for (const option of command.options.filter(({ flags }) =>
      /<(count|number|minutes|days|revision|lines|hours)>/.test(flags),
    )) {
      const { long, flags } = option
      const needed = command.options.filter(({ mandatory }) => mandatory).flatMap((one) => [one.long ?? '', 'a'])
      const service = command.options.some((one) => one.long === '--url')
        ? ['--url', 'http://127.0.0.1:9', '--key', 'k']
        : []
      const line = [
        ...path,
        ...command.registeredArguments.filter(({ required }) => required).map(wordFor),
        ...needed,
        ...service,
      ]
      for (const wrong of ['abc', '-3', '1e3', '', ...(flags.includes('<hours>') ? [] : ['1.5'])])
        expect(await cli.run([...line, `${long}=${wrong}`]), [...line, long, wrong].join(' ')).toEqual({
          code: 2,
          out: '',
          err: expect.stringMatching(new RegExp(`^${long}: `)),
        })
      asked.add(`${path.join(' ')} ${long}`)
    }
  expect(asked.size).toBeGreaterThan(14)
  expect([...asked]).toEqual(expect.arrayContaining(['plan list --limit', 'frontier --steps', 'feed put --interval']))
})

function allCommands(command: Command, path: readonly string[] = []): { path: readonly string[]; command: Command }[] {
  return command.commands.flatMap((one) => [
    { path: [...path, one.name()], command: one },
    ...allCommands(one, [...path, one.name()]),
  ])
}

function wordFor({ argChoices }: Argument): string {
  return argChoices?.[0] ?? 'georgia'
}
