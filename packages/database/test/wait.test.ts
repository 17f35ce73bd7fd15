import { eventually, freePort, test } from '@sluice/test-kit'
import { expect } from 'vitest'
import { waitForDatabase } from '../src/index.ts'

test('resolves at once when the database answers and is migrated', async ({ database }) => {
  const lines: string[] = []
  await waitForDatabase({ url: database.url, log: (line) => lines.push(line) })
  expect(lines).toEqual([])
})

test('waits for a server that refuses, says so once without an address, and goes on when it comes', async ({
  database,
  proxyTo,
}) => {
  const proxy = await proxyTo(database.url)
  await proxy.setMode('refuse')
  const lines: string[] = []
  const waiting = waitForDatabase({ url: proxy.urlFor(database.url), log: (line) => lines.push(line) })
  await eventually(
    () => lines.length,
    (count) => count > 0,
  )
  await proxy.setMode('pass')
  await waiting
  expect(lines).toEqual(['waiting for PostgreSQL: ECONNREFUSED'])
})

test('waits for migrations', async ({ database }) => {
  const stopping = new AbortController()
  const lines: string[] = []
  const url = database.adminUrl.replace(/\/[^/]*$/, '/postgres')
  const waiting = waitForDatabase({ url, log: (line) => lines.push(line), signal: stopping.signal })
  await eventually(
    () => lines,
    (told) => told[0] === 'waiting for PostgreSQL: no migration has run',
  )
  stopping.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow()
})

test('ends when told', async () => {
  const stopping = new AbortController()
  const url = `postgres://nobody@127.0.0.1:${await freePort()}/none`
  const waiting = waitForDatabase({ url, log: () => stopping.abort(), signal: stopping.signal })
  await expect(waiting).rejects.toThrow(/abort/i)
})
