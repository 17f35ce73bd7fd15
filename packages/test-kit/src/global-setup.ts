import type { TestProject } from 'vitest/node'
import './provided.ts'
import { type SharedPostgres, startSharedPostgres } from './shared-postgres.ts'
import { type SharedRedis, startSharedRedis } from './shared-redis.ts'
import { clearKilledRuns } from './temporary-folder.ts'

interface Servers {
  postgres: SharedPostgres
  redis: SharedRedis
}

// Vitest loads this file once for each project; what all projects share must live outside the module.
const shared = globalThis as { [key: symbol]: { users: number; servers: Promise<Servers> } | undefined }
const place = Symbol.for('sluice.test-kit.servers')

/** Vitest calls it before a project's first test: servers for the whole run, started once, stopped after the last project. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared[place] ??= { users: 0, servers: startServers() }
  const run = shared[place]
  run.users += 1
  const { postgres, redis } = await run.servers
  const { stop: _, ...provided } = postgres
  project.provide('testPostgres', provided)
  project.provide('testRedisUrl', redis.url)
  return async () => {
    run.users -= 1
    if (run.users > 0) return
    shared[place] = undefined
    await Promise.all([postgres.stop(), redis.stop()])
  }
}

async function startServers(): Promise<Servers> {
  await clearKilledRuns()
  const redis = await startSharedRedis()
  const postgres = await startSharedPostgres().catch(async (error) => {
    await redis.stop()
    throw error
  })
  return { postgres, redis }
}
