import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { reasonsText } from '../src/text/reason-text.ts'
import { type Cli, test } from './fixture.ts'

const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8')
const rows = page.split('\n').filter((line) => line.startsWith('| '))

/** The page's commands as they are written; a subcommand alone, after another of its command, is left out. */
const written = rows.flatMap((row) => [...row.matchAll(/`([a-z]+ [^`]+)`/g)].map(([, line = '']) => line))

/** The page's commands, as far as their names go: `plan show georgia` is `plan show`. */
function namedIn(): Set<string> {
  return new Set(rows.flatMap((row) => [...row.matchAll(/`([a-z]+)/g)].map(([, name]) => name ?? '')))
}

test('the page of the command line names every command', async ({ cli }) => {
  const { out } = await cli.run(['--help'])
  const commands = [...out.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name]) => name ?? '')
  const missing = commands.filter((name) => !namedIn().has(name))
  expect(missing).toEqual(['help'])
})

test.for(written)(
  '%s: the command has the subcommand and the options that the page gives it',
  async (line, { cli }) => {
    const words = line.split(' ')
    const help = await helpOf(cli, words)
    const options = words.filter((word) => word.startsWith('-'))
    expect(options.filter((option) => !help.includes(`${option} `) && !help.includes(`${option},`))).toEqual([])
  },
)

/** Of the subcommand where the command has some, which then must be one of them. */
async function helpOf(cli: Cli, [command = '', second = '']: readonly string[]): Promise<string> {
  const { code, out } = await cli.run([command, '--help'])
  expect(code).toBe(0)
  if (!out.includes('\nCommands:\n')) return out
  const sub = await cli.run([command, second, '--help'])
  expect(sub.out).toMatch(new RegExp(`^Usage: sluice ${command} ${second} `))
  return sub.out
}

test('every reason that the page of planning lists is told in words', () => {
  const planning = readFileSync(new URL('../../../docs/planning.md', import.meta.url), 'utf8')
  const listed =
    planning
      .split('## 12. Reasons')[1]
      ?.split('\n## ')[0]
      ?.match(/^\| `.*?\|/gm) ?? []
  const codes = listed.flatMap((row) =>
    [...row.matchAll(/`([a-z_]+)(:<\w+>)?`/g)].map(([, code, rest]) => code + (rest ?? '')),
  )
  expect(codes.length).toBeGreaterThan(20)
  const notInForce = ['awaiting_approval', 'awaiting_money', 'rejected']
  expect([...codes, ...notInForce].filter((code) => reasonsText([code]) === code)).toEqual([])
  expect(reasonsText(['relaxed:cell_minimum', 'undo:16', 'newer_than_this'])).toBe(
    'cell minimum gave way, undo to plan 16, newer_than_this',
  )
})
