import { type Database, readLongestWait } from '@sluice/database'
import { createOutbound } from '@sluice/outbound'
import { createHintSender, jobs, type QueueConnection, startConsumer } from '@sluice/queue'
import type { Sealer } from '@sluice/secrets'
import type { Logger, Registry, Tracing } from '@sluice/service-kit'
import { every } from './every.ts'
import { pollFeeds } from './feeds.ts'
import { runRecomputePool } from './jobs/recompute-pool.ts'
import { keepWatch } from './keep-watch.ts'
import { createWorkerMetrics } from './metrics.ts'
import { createRecompute, type RecomputeSettings } from './recompute.ts'
import { makePartitionsAhead, retain } from './retention.ts'
import { drain, type SweepDeps, sweep } from './sweep.ts'
import { traceAttempt } from './traces.ts'
import { createWebhookSender, type EndedAttempt } from './webhooks/sender.ts'

export { actualsDays } from './actuals-days.ts'
export { unusedStateDays } from './unused-state-days.ts'
export { workerConcurrency } from './worker-concurrency.ts'

export interface WorkerDeps {
  /** With `connectionsFor(concurrency)` connections or more. */
  db: Database
  queue: QueueConnection
  logger: Logger
  metrics: Registry
  /** Where spans of recomputes, polls and webhooks go; nowhere unless given. */
  tracing?: Tracing | undefined
  /** Recomputes at once. */
  concurrency: number
  /** In CIDR form: networks that feeds may be fetched from, and webhooks sent to, although they are not public. */
  allowedNetworks?: readonly string[]
  /** Opens the secrets that webhooks are signed with. Without it none are sent. */
  sealer?: Pick<Sealer, 'open'>
  /** Days without a report after which the state of a place that no cell has is removed. */
  unusedStateDays: number
  /** Days for which reports of spend and bookings are kept. */
  actualsDays: number
  sweepMs?: number
  overdueMs?: number
  /** How often alerts are opened and closed. */
  watchMs?: number
  /** For tests: other planning, or a stop before publishing. */
  recompute?: RecomputeSettings['overrides']
}

export interface RunningWorker {
  /** Whether the queue's jobs are being taken; without, the sweep computes. */
  isTakingJobs(): boolean
  /** Recomputes until no pool lags. */
  drainOnce(): Promise<void>
  /** Sends webhooks until none is due. */
  tellOnce(): Promise<void>
  /** Takes nothing new, and ends when what is under way has ended or has had three seconds. */
  close(): Promise<void>
}

/** A pool whose hint was lost is found by a sweep after the second of them, and sweeps come every first. */
export const lookingAfter = { sweepMs: 1_000, overdueMs: 2_000 }

const hourMs = 3_600_000
/** Between two looks at what is to be sent. */
const webhookMs = 500

/**
 * Two for each recompute, one for its lock and one for its work; the sweep counts as one more recompute. The last six are
 * for polls, webhooks, the watch and retention.
 */
export function connectionsFor(concurrency: number): number {
  return 2 * (concurrency + 1) + 6
}

/** Starts everything the worker does. The database has answered; the queue's store may be there or not, now and later. */
export async function startWorker(deps: WorkerDeps): Promise<RunningWorker> {
  const { db, queue, logger, tracing, concurrency, unusedStateDays, actualsDays, allowedNetworks = [] } = deps
  const { sweepMs, overdueMs, watchMs = 30_000 } = { ...lookingAfter, ...deps }
  const metrics = createWorkerMetrics(deps.metrics)
  const stopping = new AbortController()
  const { signal } = stopping
  const hints = createHintSender(queue)
  const { poolIsDirty } = hints
  // Before anything comes in; retention tries again, and what came meanwhile is moved into its partition then.
  await makePartitionsAhead(db).catch(quietly(logger, 'making partitions of the log'))
  const recompute = createRecompute({ db, logger, metrics, tracing, poolIsDirty, overrides: deps.recompute })
  const consumer = startConsumer(queue, {
    kind: jobs.recomputePool,
    run: (pool) => runRecomputePool(recompute, pool),
    concurrency,
    onFailure: ({ code, isLast, cause }) => logger.warn({ code, isLast, err: cause }, 'a job failed'),
  })
  const onLagging = (count: number) => {
    metrics.laggingPools.set(count)
    for (const [outcome, total] of Object.entries(hints.counts())) metrics.hints.set({ outcome }, total)
  }
  const sweepDeps: SweepDeps = { db, recompute, poolIsDirty, onLagging, overdueMs, signal }
  const polling = pollFeeds({
    ...{ db, logger, metrics, tracing, poolIsDirty, allowedNetworks, signal },
    onError: quietly(logger, 'polling feeds'),
  })
  const sweeping = every({ intervalMs: sweepMs, signal, onError: quietly(logger, 'sweep') }, async () => {
    await sweep(sweepDeps)
    metrics.longestWaitSeconds.set(await readLongestWait(db))
  })
  const onUnwatched = quietly(logger, 'watch')
  const watching = keepWatch({ db, logger, metrics, intervalMs: watchMs, signal, onError: onUnwatched })
  const retention = { intervalMs: hourMs, firstMs: 10_000, signal, onError: quietly(logger, 'retention') }
  const onStepFailed = (step: string, error: unknown) =>
    logger.error({ step, err: error }, 'a step of retention failed')
  const retaining = every(retention, async () =>
    logger.info(await retain(db, { unusedStateDays, actualsDays, onFailed: onStepFailed }), 'retention'),
  )
  const outbound = createOutbound({ allowedNetworks })
  const onAttempt = (attempt: EndedAttempt) => {
    metrics.webhookAttempts.inc({ outcome: attempt.outcome })
    if (tracing) traceAttempt(tracing, attempt)
  }
  const sender = deps.sealer && createWebhookSender({ db, logger, outbound, sealer: deps.sealer, onAttempt })
  const telling = { intervalMs: webhookMs, signal, onError: quietly(logger, 'telling webhooks') }
  const sending = every(telling, async () => sender?.look())
  return {
    isTakingJobs: consumer.isOpen,
    drainOnce: () => drain({ db, recompute }),
    tellOnce: async () => sender?.drainOnce(),
    close: async () => {
      stopping.abort()
      await Promise.all([consumer.close(), sweeping, polling, watching, retaining, sending, sender?.close()])
      await Promise.all([hints.close(), outbound.close()])
    },
  }
}

/** One line in ten seconds while something keeps failing, for instance because PostgreSQL is away. */
function quietly(logger: Logger, what: string): (error: unknown) => void {
  let toldAtMs = -Infinity
  return (error) => {
    if (performance.now() - toldAtMs < 10_000) return
    toldAtMs = performance.now()
    logger.warn({ err: error }, `${what} failed`)
  }
}
