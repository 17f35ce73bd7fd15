import type { Database } from '@sluice/database'
import { createFeedPoller, type PollDeps } from '@sluice/feeds'
import { DeliveryLog, writingDeliveries } from '@sluice/ingestion'
import { createOutbound } from '@sluice/outbound'
import type { Logger, Tracing } from '@sluice/service-kit'
import { every } from './every.ts'
import type { WorkerMetrics } from './metrics.ts'
import { tracePoll } from './traces.ts'

export interface FeedPollingDeps {
  db: Database
  logger: Logger
  metrics: WorkerMetrics
  tracing?: Tracing | undefined
  poolIsDirty: PollDeps['poolIsDirty']
  /** In CIDR form: see OUTBOUND_ALLOWED_NETWORKS. */
  allowedNetworks: readonly string[]
  signal: AbortSignal
  onError: (error: unknown) => void
}

const LOOK_MS = 1_000

/**
 * Looks for due feeds again and again on a clock of its own: a scheduler of the queue would die with the queue.
 * @returns when the signal came and the last poll has ended, which the end of its connections hastens
 */
export async function pollFeeds(deps: FeedPollingDeps): Promise<void> {
  const { db, logger, metrics, tracing, poolIsDirty, allowedNetworks, signal, onError } = deps
  const outbound = createOutbound({ allowedNetworks, onOutcome: (outcome) => metrics.outbound.inc({ outcome }) })
  const onPolled: PollDeps['onPolled'] = (poll) => {
    const { feed, outcome } = poll
    if (tracing) tracePoll(tracing, poll)
    if (typeof outcome === 'string') return metrics.feedPolls.inc({ outcome })
    metrics.feedPolls.inc({ outcome: outcome.code })
    logger.warn(
      { ...feed, code: outcome.code, err: outcome.cause },
      'a feed could not be polled; its figures stay and age',
    )
  }
  const deliveries = new DeliveryLog({ write: writingDeliveries(db, 'sluice_worker'), onError })
  const noteDelivery: PollDeps['noteDelivery'] = (delivered) => deliveries.note(delivered)
  const pollDeps: PollDeps = { db, outbound, poolIsDirty, noteDelivery, onPolled, signal }
  signal.addEventListener('abort', () => void outbound.close(), { once: true })
  const poller = createFeedPoller(pollDeps, onError)
  await every({ intervalMs: LOOK_MS, signal, onError }, async () => void (await poller.look()))
  await poller.ended()
  await deliveries.close()
}
