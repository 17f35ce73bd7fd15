// R18: whatever died how, the next start is up within 5 s on the same data.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { type LocalPostgres, startLocalPostgres, stopLeftoverPostgres } from '../src/index.ts'
import { describeProcess } from '../src/processes.ts'
import { kill, occupy, query, test, testFromNothing } from './support.ts'

async function urlOf(dataDir: string, port: number): Promise<string> {
  return `postgres://postgres:${await readFile(`${dataDir}.password`, 'utf8')}@127.0.0.1:${port}/sluice`
}

/** Within 5 s; where the machine is so busy that a start with nothing to recover takes longer than usual, within ten of those. */
async function expectQuick(start: () => Promise<LocalPostgres>): Promise<LocalPostgres> {
  const began = performance.now()
  const server = await start()
  const tookMs = performance.now() - began
  if (tookMs < 5_000) return server
  await server.stop()
  const beganAgain = performance.now()
  const again = await start()
  expect(tookMs).toBeLessThan(10 * (performance.now() - beganAgain))
  return again
}

test('[R18] launcher killed: its server is stopped, a new one is up within 5 s on the same data', async ({
  dataDir,
  launch,
  start,
  log,
}) => {
  const orphan = await launch()
  await query(await urlOf(dataDir, orphan.port), 'create table kept (n int)', 'insert into kept values (7)')
  await kill(orphan.process, 'SIGKILL')
  expect(describeProcess(orphan.pid)).toBeDefined() // the server does outlive its launcher
  const server = await expectQuick(start)
  expect(describeProcess(orphan.pid)).toBeUndefined()
  expect(server.port).toBe(orphan.port)
  expect(await query(server.adminUrl, 'select n from kept')).toEqual([{ n: 7 }])
  expect(log.join('\n')).toContain(`(pid ${orphan.pid}) that an earlier run left behind`)
})

test('[R18] launcher and server killed at once: recovered within 5 s', async ({ dataDir, launch, start }) => {
  const lost = await launch()
  const url = await urlOf(dataDir, lost.port)
  await query(url, 'create table kept (n int)', 'insert into kept values (7)')
  const busy = await occupy(url, 'select count(*) from generate_series(1, 1e12)') // never looks up from its work
  process.kill(lost.pid, 'SIGKILL')
  await kill(lost.process, 'SIGKILL')
  const server = await expectQuick(start)
  expect(await query(server.adminUrl, 'select n from kept')).toEqual([{ n: 7 }])
  expect(await busy.end).not.toBe('finished')
})

test('a server that dies by itself is told, does not hang stop(), and starts again', async ({ start, log }) => {
  const server = await start()
  await query(server.adminUrl, 'create table kept (n int)', 'insert into kept values (7)')
  process.kill(server.pid, 'SIGKILL')
  expect(await server.exited).toBe('signal SIGKILL')
  expect(log.at(-1)).toContain('ended by itself: signal SIGKILL')
  await server.stop()
  const again = await start()
  expect(await query(again.adminUrl, 'select n from kept')).toEqual([{ n: 7 }])
})

test('two processes: the second is refused by name while the first lives', async ({ launch, start }) => {
  const first = await launch()
  await expect(start()).rejects.toThrow(`Another process (pid ${first.process.pid}) already runs the database in`)
  expect(describeProcess(first.pid)).toBeDefined()
})

test('twice in one process: the second is refused', async ({ start }) => {
  const server = await start()
  await expect(start()).rejects.toThrow('This process already runs the database')
  expect(await query(server.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
})

testFromNothing('five starts at once on an empty folder: one wins, the others are refused', async ({ dataDir }) => {
  const attempt = () => startLocalPostgres({ dataDir, log: () => undefined, settings: { fsync: 'off' } })
  const results = await Promise.allSettled(Array.from({ length: 5 }, attempt))
  const winners = results.filter((result) => result.status === 'fulfilled').map((result) => result.value)
  try {
    expect(winners).toHaveLength(1)
    expect(await query(winners[0]?.adminUrl ?? '', 'select 1 as one')).toEqual([{ one: 1 }])
  } finally {
    for (const winner of winners) await winner.stop()
  }
})

test('a stale postmaster.pid whose number now belongs to another process harms neither', async ({ dataDir, start }) => {
  const server = await start()
  const left = await readFile(join(dataDir, 'postmaster.pid'), 'utf8')
  await server.stop()
  // Same user as the server, as after a container restart: PostgreSQL itself would refuse to start.
  const user = process.getuid?.() === 0 ? { uid: await ownerOf(dataDir) } : {}
  const bystander = spawn('sleep', ['60'], user)
  await once(bystander, 'spawn')
  await writeFile(join(dataDir, 'postmaster.pid'), [bystander.pid, ...left.split('\n').slice(1)].join('\n'))
  const again = await start()
  expect(await query(again.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull()
  await kill(bystander, 'SIGKILL')
})

async function ownerOf(path: string): Promise<number> {
  return (await stat(path)).uid
}

test('a lock of a dead launcher, of a number used again, or half written, is taken over', async ({
  dataDir,
  start,
}) => {
  const stale = ['{"pid":999999999,"startedAt":"x"}', `{"pid":${process.pid},"startedAt":"another boot"}`, '{"pi']
  for (const content of stale) {
    const server = await start()
    await server.stop()
    await writeFile(`${dataDir}.launcher`, content)
  }
  await start()
})

testFromNothing(
  'killed in the middle of initdb: the next start begins anew and clears up',
  async ({ dataDir, start }) => {
    const script = fileURLToPath(new URL('./launcher.ts', import.meta.url))
    const launcher = spawn(process.execPath, [script, dataDir], { stdio: 'ignore' })
    const names = () => readdir(dirname(dataDir)).catch(() => [])
    await expect.poll(names, { interval: 5, timeout: 25_000 }).toContainEqual(expect.stringContaining('.new-'))
    await kill(launcher, 'SIGKILL')
    const server = await start()
    expect(await query(server.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    expect((await names()).filter((name) => name.includes('.new-'))).toEqual([])
  },
)

test('Ctrl-C in a terminal, which goes to the whole process group, does not reach the server', async ({
  dataDir,
  launch,
}) => {
  const { process: launcher, port } = await launch()
  const exit = once(launcher, 'exit')
  process.kill(-(launcher.pid ?? 0), 'SIGINT')
  await exit
  // A server that got the signal refuses new connections at once.
  expect(await query(await urlOf(dataDir, port), 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a launcher that exits without stop() takes its server along', async ({ launch }) => {
  const { process: launcher, pid } = await launch()
  await kill(launcher, 'SIGTERM')
  await expect.poll(() => describeProcess(pid)).toBeUndefined()
})

test('a leftover can be stopped without starting anew, but not under a living launcher', async ({
  dataDir,
  launch,
}) => {
  const { process: launcher, pid } = await launch()
  await expect(stopLeftoverPostgres(dataDir)).rejects.toThrow('already runs the database')
  await kill(launcher, 'SIGKILL')
  await stopLeftoverPostgres(dataDir)
  expect(describeProcess(pid)).toBeUndefined()
})

test('a process that ended but was never reaped counts as gone', async () => {
  // It ends when the shell, which would reap it, is no more.
  const parent = spawn('/bin/sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = await once(parent.stdout, 'data')
  const pid = Number(String(line))
  await expect.poll(() => describeProcess(pid)).toBeUndefined()
  expect(() => process.kill(pid, 0)).not.toThrow() // the system still lists it
  await kill(parent, 'SIGKILL')
})
