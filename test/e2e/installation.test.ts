import { existsSync } from 'node:fs'
import { type Service, spawnService } from '@sluice/test-kit/spawn-service'
import { expect, test } from 'vitest'
import { type Start, startStandalone } from './installation.ts'

test('an installation that does not get ready is ended, and leaves no folder', async () => {
  const started: { service?: Service; folder?: string } = {}
  const start: Start = async ({ env }) => {
    const script = 'packages/test-kit/test/service-double.ts'
    const service = await spawnService({ script, env: {} })
    Object.assign(started, { service, folder: env.SLUICE_DATA_DIR })
    return { ...service, ready: () => Promise.reject(new Error('it did not get ready')) }
  }
  await expect(startStandalone({ DATABASE_URL: 'postgres://nowhere' }, start)).rejects.toThrow('it did not get ready')
  expect(await started.service?.exited).toBe('signal SIGTERM')
  expect(existsSync(started.folder ?? '/')).toBe(false)
})
