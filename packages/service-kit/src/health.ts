import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Registry } from './metrics.ts'

/** By name of what the service needs: is it there? A rejection or silence counts as no. */
export type Ready = () => Promise<Record<string, boolean>>

/** A probe waits no longer than this; then what it asked for is not there. */
const PATIENCE_MS = 2_000

export interface HealthOptions {
  ready: Ready
  metrics: Registry
}

/** /healthz: the process runs. /readyz: it can do its work. /metrics: Prometheus. */
export function registerHealthRoutes(app: FastifyInstance, { ready, metrics }: HealthOptions): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    const checks = await ask(ready)
    const isReady = Object.values(checks).every(Boolean)
    if (!isReady) reply.code(503).header('retry-after', '1')
    return { status: isReady ? 'ready' : 'not ready', checks }
  })
  app.get('/metrics', async (_request, reply) => {
    reply.type(metrics.contentType)
    return metrics.metrics()
  })
}

async function ask(ready: Ready): Promise<Record<string, boolean>> {
  const patience = new AbortController()
  const tooLate = wait(PATIENCE_MS, { answer: false }, { signal: patience.signal }).catch(() => ({ answer: false }))
  try {
    return await Promise.race([ready(), tooLate])
  } catch {
    return { answer: false }
  } finally {
    patience.abort()
  }
}
