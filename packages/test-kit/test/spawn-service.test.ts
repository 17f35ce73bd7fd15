import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { eventually, spawnService, test } from '../src/index.ts'

const script = fileURLToPath(new URL('./service-double.ts', import.meta.url))

test('waits for /readyz, collects JSON logs, gives only the environment it was asked to', async ({ service }) => {
  process.env.LEAKED = 'secret'
  const running = await service({ script, env: { GIVEN: 'yes' } })
  delete process.env.LEAKED
  await running.ready()
  expect(running.logs).toEqual([{ msg: 'listening', given: 'yes' }])
  expect(await (await fetch(running.url)).text()).toBe(process.version)
})

test('says how it ended', async ({ service }) => {
  const running = await service({ script, env: {} })
  await running.ready()
  expect(await running.kill()).toBe('signal SIGTERM')
  const other = await service({ script, env: { LEAVE: '1' } })
  expect(await other.exited).toBe('exit code 3')
})

test('a pause is no end', async ({ service }) => {
  const running = await service({ script, env: {} })
  await running.ready()
  expect(await running.kill('SIGSTOP')).toBe('running')
  expect(await running.kill('SIGCONT')).toBe('running')
  await running.ready()
})

test('one that ends or never gets ready is an error with its last lines', async ({ service }) => {
  const gone = await service({ script, env: { LEAVE: '1' } })
  await expect(gone.ready()).rejects.toThrow('ended instead of getting ready')
  const slow = await service({ script, env: { GIVEN: 'last words' } })
  await expect(slow.ready(50)).rejects.toThrow('did not get ready')
})

for (const env of [{ REJECT: '1' }, { REJECT: '1', CATCH_ALL: '1' }]) {
  test(`an unhandled rejection is seen ${'CATCH_ALL' in env ? 'though the service hides it' : ''}`, async () => {
    // Not through the fixture: that would fail this test, which is what it is for.
    const running = await spawnService({ script, env })
    try {
      const [line] = await eventually(running.uncaught, (lines) => lines.length > 0)
      expect(line).toMatch(/unhandledRejection: Error: nobody caught this/)
      if (!('CATCH_ALL' in env)) expect(await running.exited).toBe('exit code 1')
    } finally {
      await running.kill('SIGKILL')
    }
  })
}

test.fails('the fixture fails a test whose service let a rejection go', async ({ service }) => {
  const running = await service({ script, env: { REJECT: '1' } })
  await running.exited
})
