import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { occupy, query, test, testFromNothing } from './support.ts'

testFromNothing('data, port and password outlive a stop and a start', async ({ start }) => {
  const first = await start()
  await query(first.adminUrl, 'create table kept (n int)', 'insert into kept values (7)')
  await first.stop()
  const second = await start()
  expect(await query(second.adminUrl, 'select n from kept')).toEqual([{ n: 7 }])
  expect(second.adminUrl).toBe(first.adminUrl)
})

testFromNothing('only loopback listens, no socket file appears, and passwords are scram-sha-256', async ({ start }) => {
  const { adminUrl } = await start()
  const [settings] = await query(
    adminUrl,
    `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
            (select rolpassword from pg_authid where rolname = 'postgres') as password`,
  )
  expect(settings).toMatchObject({ addresses: '127.0.0.1', sockets: '' })
  expect(settings?.password).toMatch(/^SCRAM-SHA-256\$/)
  const rules = await query(adminUrl, 'select distinct auth_method from pg_hba_file_rules')
  expect(rules).toEqual([{ auth_method: 'scram-sha-256' }])
})

testFromNothing('what storing events asks of a server is set', async ({ start }) => {
  const { adminUrl } = await start()
  const settings = await query(
    adminUrl,
    `select name, case name when 'shared_buffers' then source else current_setting(name) end as value
       from pg_settings where name in ('min_wal_size', 'max_wal_size', 'shared_buffers') order by name`,
  )
  // Files of the write-ahead log are used again, as many as there ever are; the memory depends on the machine.
  expect(settings).toEqual([
    { name: 'max_wal_size', value: '1GB' },
    { name: 'min_wal_size', value: '1GB' },
    { name: 'shared_buffers', value: 'command line' },
  ])
})

testFromNothing(
  'the superuser password is random, 0600, beside the data, and a wrong one is refused',
  async ({ dataDir, start }) => {
    const { adminUrl } = await start()
    const file = `${dataDir}.password`
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readFile(file, 'utf8')).toMatch(/^[\w-]{32}$/)
    const wrong = new URL(adminUrl)
    wrong.password = 'password'
    await expect(query(wrong.href, 'select 1')).rejects.toThrow('password authentication failed')
  },
)

test('the server does not see our environment', async ({ start }) => {
  process.env.SLUICE_TEST_CANARY = 'secret'
  const { pid } = await start()
  delete process.env.SLUICE_TEST_CANARY
  expect(await readFile(`/proc/${pid}/environ`, 'utf8')).not.toContain('SLUICE_TEST_CANARY')
})

test('the log holds no values of refused rows', async ({ start, log }) => {
  const { adminUrl } = await start()
  const twice = query(
    adminUrl,
    'create table t (v text unique)',
    ...Array(2).fill("insert into t select 'can' || 'ary'"),
  )
  await expect(twice).rejects.toThrow('duplicate key')
  await expect.poll(() => log.join()).toContain('duplicate key')
  expect(log.join()).not.toContain('canary')
})

test('a remembered port that is taken is replaced by a free one', async ({ start, log }) => {
  const first = await start()
  await first.stop()
  const squatter = createServer().listen(first.port, '127.0.0.1')
  const second = await start()
  squatter.close()
  expect(second.port).not.toBe(first.port)
  expect(await query(second.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(log.join('\n')).not.toContain('Address already in use')
})

test('stop() twice, also at once, is one stop', async ({ start }) => {
  const server = await start()
  await Promise.all([server.stop(), server.stop()])
  await server.stop()
  expect(await server.exited).toBe('exit code 0')
})

test('stop() does not wait for queries that run', async ({ start }) => {
  const server = await start()
  const busy = await occupy(server.adminUrl, 'select pg_sleep(60)')
  await server.stop()
  expect(await busy.end).toMatch(/terminat|shut/i)
})

test('a server that does not listen to signals is gone all the same', async ({ start, log }) => {
  const server = await start({ patience: 0.01 })
  process.kill(server.pid, 'SIGSTOP')
  await server.stop()
  expect(await server.exited).toBe('signal SIGKILL')
  expect(log.join('\n')).toContain('sending SIGKILL')
})

test('a start that fails says why in the words of the server, and leaves the folder free', async ({ start }) => {
  await expect(start({ settings: { shared_buffers: 'much' } })).rejects.toThrow(
    /did not start \(exit code 1\)[\s\S]*invalid value for parameter "shared_buffers"/,
  )
  await start()
})

testFromNothing('a folder with other files is refused and left as it was', async ({ dataDir, start }) => {
  await mkdir(dataDir, { recursive: true })
  await writeFile(join(dataDir, 'thesis.txt'), 'mine')
  await expect(start()).rejects.toThrow('holds other files (thesis.txt')
  expect(await readdir(dataDir)).toEqual(['thesis.txt'])
})

test('data of another major version is refused with instructions and left as it was', async ({ dataDir, start }) => {
  const server = await start()
  await server.stop()
  await writeFile(join(dataDir, 'PG_VERSION'), '17\n')
  await expect(start()).rejects.toThrow(/written by PostgreSQL 17; .* brings PostgreSQL 18.*Nothing was changed/)
  await writeFile(join(dataDir, 'PG_VERSION'), '18\n')
  await start()
})

test('a missing password file is named', async ({ dataDir, start }) => {
  await (await start()).stop()
  await rename(`${dataDir}.password`, `${dataDir}.hidden`)
  await expect(start()).rejects.toThrow(`${dataDir}.password is missing`)
  expect(await readdir(dirname(dataDir))).not.toContain('postgres.password')
})
