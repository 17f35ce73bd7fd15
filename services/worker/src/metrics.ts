import { pollOutcomes } from '@sluice/feeds'
import { outboundFailureCodes } from '@sluice/outbound'
import type { RecomputeResult } from '@sluice/recompute'
import { Counter, fromZero, Gauge, Histogram, type Registry } from '@sluice/service-kit'
import { alertKinds } from './watch.ts'

/** What the worker counts. */
export interface WorkerMetrics {
  recomputes: Counter<'outcome'>
  recomputeSeconds: Histogram
  /** Failures of pools that have failed eight times in a row: somebody should look. */
  alerts: Counter
  laggingPools: Gauge
  hints: Gauge<'outcome'>
  webhookAttempts: Counter<'outcome'>
  feedPolls: Counter<'outcome'>
  outbound: Counter<'outcome'>
  longestWaitSeconds: Gauge
  openAlerts: Gauge<'kind'>
  alertChanges: Counter<'kind' | 'change'>
}

const endsOfRecomputes = {
  ...{ published: true, unchanged: true, superseded: true },
  ...{ busy: true, 'not-due': true, failed: true },
} satisfies Record<RecomputeResult['outcome'], true>
const ended = (outcomes: readonly string[]) => outcomes.map((outcome) => ({ outcome }))
const changesOfAlerts = alertKinds.flatMap((kind) => ['opened', 'closed'].map((change) => ({ kind, change })))

export function createWorkerMetrics(registry: Registry): WorkerMetrics {
  const metrics = registered([registry])
  fromZero(metrics.recomputes, ended(Object.keys(endsOfRecomputes)))
  fromZero(metrics.feedPolls, ended(pollOutcomes))
  fromZero(metrics.outbound, ended(['answered', ...outboundFailureCodes]))
  fromZero(metrics.webhookAttempts, ended(['delivered', 'failed']))
  fromZero(metrics.alertChanges, changesOfAlerts)
  return metrics
}

function registered(registers: Registry[]): WorkerMetrics {
  return {
    recomputes: new Counter({
      name: 'sluice_recomputes_total',
      help: 'Recomputes of a pool by how they ended.',
      labelNames: ['outcome'],
      registers,
    }),
    recomputeSeconds: new Histogram({
      name: 'sluice_recompute_seconds',
      help: 'From taking a pool up to its plan stored.',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    alerts: new Counter({
      name: 'sluice_recompute_alerts_total',
      help: 'Failures of pools that have failed eight times in a row or more.',
      registers,
    }),
    laggingPools: new Gauge({
      name: 'sluice_lagging_pools',
      help: 'Pools whose plan is due and not made, as the last sweep saw them.',
      registers,
    }),
    feedPolls: new Counter({
      name: 'sluice_feed_polls_total',
      help: 'Polls of feeds by how they ended: counted, unchanged, or why they failed.',
      labelNames: ['outcome'],
      registers,
    }),
    outbound: new Counter({
      name: 'sluice_outbound_requests_total',
      help: 'Requests to addresses that customers configured, by how they ended.',
      labelNames: ['outcome'],
      registers,
    }),
    longestWaitSeconds: new Gauge({
      name: 'sluice_longest_wait_seconds',
      help: 'How long the pool that has waited longest for its plan has waited, as the last sweep saw it.',
      registers,
    }),
    openAlerts: new Gauge({
      name: 'sluice_open_alerts',
      help: 'Open alerts of all organizations, as the last watch saw them; source_silent are silent sources.',
      labelNames: ['kind'],
      registers,
    }),
    alertChanges: new Counter({
      name: 'sluice_alert_changes_total',
      help: 'Alerts this worker opened and closed.',
      labelNames: ['kind', 'change'],
      registers,
    }),
    webhookAttempts: new Counter({
      name: 'sluice_webhook_attempts_total',
      help: 'Attempts to deliver a webhook, by how they ended.',
      labelNames: ['outcome'],
      registers,
    }),
    hints: new Gauge({
      name: 'sluice_hints',
      help: 'Hints to the queue by what became of them, since the start.',
      labelNames: ['outcome'],
      registers,
    }),
  }
}
