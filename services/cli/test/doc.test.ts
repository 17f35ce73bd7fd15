import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { test } from './fixture.ts'

const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8')

/** The page's commands, as far as their names go: `plan show georgia` is `plan show`. */
function namedIn(text: string): Set<string> {
  const rows = text.split('\n').filter((line) => line.startsWith('| '))
  return new Set(rows.flatMap((row) => [...row.matchAll(/`([a-z]+)/g)].map(([, name]) => name ?? '')))
}

test('the page of the command line names every command', async ({ cli }) => {
  const { out } = await cli.run(['--help'])
  const commands = [...out.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name]) => name ?? '')
  const missing = commands.filter((name) => !namedIn(page).has(name))
  expect(missing).toEqual(['help'])
})
