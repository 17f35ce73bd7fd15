import { once } from 'node:events'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Plan } from '@sluice/contracts'
import { eventually } from '@sluice/test-kit'
import { describe, expect } from 'vitest'
import { freePort, getJson, type Lines, post, test } from './sluice.ts'

const timeout = 300_000
const patient = { timeoutMs: 60_000 }

test('Ctrl-C stops everything in order; the next start finds its data; a second one beside it is refused', {
  timeout,
}, async ({ start, folderWithDatabase: folder }) => {
  const first = await start()
  await first.shown()
  const keys = await first.keys()

  const samePort = await start({ env: { PORT: new URL(first.url).port } })
  expect(await samePort.exited).toBe('exit code 1')
  expect(samePort.output.join('\n')).toContain('! could not start: Sluice already runs here: http://localhost:')
  const beside = await start()
  expect(await beside.exited).toBe('exit code 1')
  expect(beside.output.join('\n')).toMatch(/! could not start: Another process \(pid \d+\) already runs the database/)
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200)

  expect(await first.kill('SIGINT')).toBe('exit code 0')
  expect(first.output.join('\n')).toMatch(/Stopping … .*\nStopped\.$/)
  expect(await readdir(folder)).not.toContain('connection.json')

  const again = await start()
  expect(await again.shown()).toContain('Sample organization, loaded 20')
  expect(await again.keys()).toEqual(keys)
  const { status, body } = await getJson<Plan>(again, '/v1/pools/nuffield-uk/plan', keys.results)
  expect([status, body.number]).toEqual([200, 1])
})

test('killed while it loads the sample, the next start completes it; --fresh begins anew', { timeout }, async ({
  start,
  folderWithDatabase: folder,
}) => {
  const killed = await start()
  await killed.printed('Loading the sample')
  expect(await killed.kill('SIGKILL')).toBe('signal SIGKILL')

  const sluice = await start()
  await sluice.shown()
  const { results, admin } = await sluice.keys()
  const pools = { 'nuffield-uk': 115, 'rite-aid-nj': 112 }
  for (const [poolId, cells] of Object.entries(pools)) {
    const { body } = await getJson<Plan>(sluice, `/v1/pools/${poolId}/plan`, results)
    expect([poolId, body.recommendations.length]).toEqual([poolId, cells])
    expect(body.recommendations.every((line) => line.freshness === 'fresh')).toBe(true)
  }
  await sluice.kill('SIGKILL')

  // As if it had been killed after all was stored, but before that was noted.
  const record = join(folder, 'sample.json')
  const { loadedAt } = JSON.parse(await readFile(record, 'utf8'))
  await writeFile(record, JSON.stringify({ loadedAt, complete: false }))
  const completed = await start()
  await completed.shown()
  await completed.kill('SIGKILL')

  const fresh = await start({ args: ['--fresh'] })
  expect(await fresh.shown()).toContain(`Removed all data in ${folder}.`)
  expect((await fresh.keys()).admin).not.toBe(admin)
  const old = await getJson<{ code: string }>(fresh, '/v1/pools/nuffield-uk/plan', admin)
  expect([old.status, old.body.code]).toEqual([401, 'unauthenticated'])
})

test('its PostgreSQL killed: started again on the same port and data, and the next event reaches a plan', {
  timeout,
}, async ({ start, folderWithDatabase: folder }) => {
  const sluice = await start()
  await sluice.shown()
  const { ingest, results } = await sluice.keys()
  const postmaster = async () => (await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
  const [pid, , , port] = await postmaster()
  process.kill(Number(pid), 'SIGKILL')

  const data = { locationId: 'rite-aid-10488', serviceLine: 'covid-immunization', horizonDays: 14 }
  const full = { specversion: '1.0', type: 'sluice.capacity.observed.v1', source: 'test', id: 'full' }
  const event = () => ({ ...full, time: new Date().toISOString(), data: { ...data, newPatientSlotsOpen: 0 } })
  await sluice.printed('PostgreSQL ended by itself (signal SIGKILL); it is started again')
  await eventually(postmaster, (now) => now[0] !== pid && now[3] === port && now[7]?.trim() === 'ready', patient)
  await eventually(
    async () => (await post(sluice, ingest, event())).status,
    (status) => status === 202 || status === 200,
    patient,
  )
  await eventually(
    () => getJson<Lines>(sluice, '/v1/recommendations?poolId=rite-aid-nj&locationId=rite-aid-10488', results),
    ({ body }) => body.items[0]?.gate === 'gated',
    patient,
  )
  expect((await fetch(`${sluice.url}/readyz`)).status).toBe(200)
  expect(await sluice.kill('SIGINT')).toBe('exit code 0')
})

describe('what it refuses, it refuses clearly', () => {
  test('--fresh on a folder that is not ours removes nothing', async ({ start, folder }) => {
    await mkdir(folder)
    await writeFile(join(folder, 'thesis.txt'), 'years of work')
    const sluice = await start({ args: ['--fresh'] })
    expect(await sluice.exited).toBe('exit code 1')
    expect(sluice.output.join('\n')).toContain('is not a data folder of Sluice')
    expect(await readFile(join(folder, 'thesis.txt'), 'utf8')).toBe('years of work')
  })

  test('a folder with other files is not used', async ({ start, folder }) => {
    await mkdir(folder)
    await writeFile(join(folder, 'thesis.txt'), 'years of work')
    const sluice = await start()
    expect(await sluice.exited).toBe('exit code 1')
    expect(sluice.output.join('\n')).toContain('holds other files')
    expect(await readdir(folder)).toEqual(['thesis.txt'])
  })

  test('a port that is taken', { timeout }, async ({ start }) => {
    const port = await freePort()
    const other = createServer().listen(port, '127.0.0.1')
    await once(other, 'listening')
    const sluice = await start({ env: { PORT: String(port) } })
    expect(await sluice.exited).toBe('exit code 1')
    other.close()
    expect(sluice.output.join('\n')).toContain(
      `${port} cannot be listened on (another program uses it). Choose another port`,
    )
  })

  test('an unknown flag, a wrong setting; and --help explains', async ({ start }) => {
    const flag = await start({ args: ['--frech'] })
    expect([await flag.exited, flag.output[0]]).toEqual([
      'exit code 2',
      expect.stringContaining('Only --fresh and --help'),
    ])
    const setting = await start({ env: { PORT: 'eighty', LOG_LEVEL: 'loud' } })
    expect(await setting.exited).toBe('exit code 1')
    expect(setting.output.join('\n')).toMatch(/LOG_LEVEL: .*\n.*PORT: must be a port number/)
    const help = await start({ args: ['--help'] })
    expect([await help.exited, help.output[0]]).toEqual(['exit code 0', expect.stringContaining('npm start')])
  })
})
