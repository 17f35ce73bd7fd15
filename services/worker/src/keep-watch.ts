import type { Database } from '@sluice/database'
import type { Logger } from '@sluice/service-kit'
import { every } from './every.ts'
import type { WorkerMetrics } from './metrics.ts'
import { createPacingWatch } from './pacing-watch.ts'
import { alertKinds, watch } from './watch.ts'

export interface KeepWatchOptions {
  db: Database
  logger: Logger
  metrics: WorkerMetrics
  intervalMs: number
  signal: AbortSignal
  onError: (error: unknown) => void
}

/** Watches again and again until the signal, with this worker's log and metrics. */
export function keepWatch({ db, logger, metrics, intervalMs, signal, onError }: KeepWatchOptions): Promise<void> {
  const pacing = createPacingWatch()
  return every({ intervalMs, signal, onError }, () =>
    watch({
      db,
      pacing,
      signal,
      onOpen: (counts) => {
        for (const kind of alertKinds) metrics.openAlerts.set({ kind }, counts.get(kind) ?? 0)
      },
      onChange: (change, { org_id: orgId, kind, object }) => {
        metrics.alertChanges.inc({ kind, change })
        logger.warn({ orgId, kind, object, change }, 'an alert')
      },
      onFailed: (orgId, err) => logger.error({ orgId, err }, 'an organization could not be watched'),
    }),
  )
}
