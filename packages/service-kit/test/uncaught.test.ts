import { fileURLToPath } from 'node:url'
import { spawnService } from '@sluice/test-kit'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('./small-service.ts', import.meta.url))

// Not with the fixture `service`: it fails a test whose service let an error go uncaught, which is what is tried here.
test.for(['unhandled rejection', 'uncaught exception'])('an %s is logged and ends it with 1', async (mode) => {
  const small = await spawnService({ script, env: { MODE: mode } })
  expect(await small.exited).toBe('exit code 1')
  const told = small.logs.find((line) => line.level === 60)
  expect(told).toMatchObject({ msg: expect.stringMatching(/^un(handledRejection|caughtException)$/) })
  expect(small.logs.slice(-2).map((line) => line.msg)).toEqual(['closed first opened', 'stopped'])
})
