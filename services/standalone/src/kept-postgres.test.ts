import type { LocalPostgres } from '@sluice/local-postgres'
import { expect, test } from 'vitest'
import { keepPostgres } from './kept-postgres.ts'

/** Starts servers that end at once, each in the way named; a name of 'refuses' is a start that fails. */
function serversThat(...ends: string[]) {
  const started: string[] = []
  const start = async (): Promise<LocalPostgres> => {
    const how = ends[started.length] ?? 'runs'
    started.push(how)
    if (how === 'refuses') throw new Error(how)
    const exited = how === 'runs' ? new Promise<string>(() => undefined) : Promise.resolve(how)
    const port = how === 'elsewhere' ? 2 : 1
    return { host: '127.0.0.1', port, adminUrl: 'postgres://here', pid: 1, exited, stop: async () => undefined }
  }
  return { start, started }
}

const keep = (start: () => Promise<LocalPostgres>, warn: (text: string) => void = () => undefined) =>
  keepPostgres({ dataDir: 'any', log: () => undefined, warn, start, pausesMs: [0, 0, 0] })

test('a server that keeps ending is started a few times, then given up with how it ended last', async () => {
  const { start, started } = serversThat('first', 'refuses', 'elsewhere', 'last')
  const told: string[] = []
  const { lost } = await keep(start, (text) => told.push(text))
  expect(await lost).toBe('last')
  expect(started).toHaveLength(4)
  expect(told.join('\n')).toMatch(/first.*\n.*refuses.*\n.*taken its port 1/)
})

test('one that does not even start the first time is an error at once', async () => {
  await expect(keep(serversThat('refuses').start)).rejects.toThrow('refuses')
})

test('one that is stopped is not started again', async () => {
  const { start, started } = serversThat('runs')
  const { promise: exited, resolve } = Promise.withResolvers<string>()
  const kept = await keep(async () => ({ ...(await start()), exited, stop: async () => resolve('stopped') }))
  await kept.stop()
  expect(started).toHaveLength(1)
})

test('stopped while it is being started again: that server is stopped too', async () => {
  const { start } = serversThat('crash')
  const starting = Promise.withResolvers<void>()
  const slow = Promise.withResolvers<void>()
  const stopped: string[] = []
  let starts = 0
  const kept = await keep(async () => {
    const name = `server ${++starts}`
    const server = await start()
    if (starts > 1) starting.resolve()
    if (starts > 1) await slow.promise
    return { ...server, stop: async () => void stopped.push(name) }
  })
  await starting.promise
  const stop = kept.stop()
  slow.resolve()
  await stop
  expect(stopped).toContain('server 2')
})
