import type { Queue } from 'bullmq'
import type { QueueConnection } from './connection.ts'
import { type DirtyPool, jobOptions, jobs } from './jobs.ts'
import { keepOpen } from './keep-open.ts'
import { within } from './within.ts'

export interface HintOptions {
  /** A pool is hinted at most once in this time. */
  windowMs?: number
  /** How long a hint may take before it counts as failed. */
  timeoutMs?: number
  /** Pools remembered at once; a hint for one more is dropped. */
  maxPools?: number
}

export interface HintCounts {
  sent: number
  failed: number
  /** Not even tried: the store was not there, or too many pools at once. */
  dropped: number
}

/** Says to the queue which pools are dirty. Only ever a hint: the sweep finds what was not said. */
export interface HintSender {
  /**
   * Call it after the commit that marked the pool. Returns at once, never throws; there is nothing to wait for.
   * `delayMs`: its job must not be taken sooner, since the pool was computed just now; what others report of the pool
   * meanwhile waits with it.
   */
  poolIsDirty(pool: DirtyPool, delayMs?: number): void
  counts(): HintCounts
  /** Sends what waits for the end of its window, and resolves when all that was said is sent or has had its time. */
  close(): Promise<void>
}

/**
 * A hint goes out at once, and its job may be taken at once; further ones for the same pool within the window are one hint at
 * its end. So a thousand events a second cost five hints a second, a single one is not kept waiting, and none waits for
 * longer than the window.
 */
export function createHintSender(connection: QueueConnection, options: HintOptions = {}): HintSender {
  const { windowMs = jobs.recomputePool.windowMs, timeoutMs = 1_000, maxPools = 10_000 } = options
  const counts: HintCounts = { sent: 0, failed: 0, dropped: 0 }
  const kept = keepOpen({
    open: (signal) => connection.openQueue(jobs.recomputePool.name, signal),
    onError: connection.report,
  })
  const windows = new Map<string, Window>()
  const underWay = new Set<Promise<void>>()
  const sendWith = async (queue: Queue, pool: DirtyPool, delayMs: number): Promise<void> => {
    counts[(await within(timeoutMs, addHint(queue, pool, delayMs), false)) ? 'sent' : 'failed'] += 1
  }
  const send = (pool: DirtyPool, delayMs: number): void => {
    const queue = kept.current()
    if (queue === undefined) {
      counts.dropped += 1
      return
    }
    const sending = sendWith(queue, pool, delayMs).finally(() => underWay.delete(sending))
    underWay.add(sending)
  }
  const open = (key: string, pool: DirtyPool, delayMs: number): void => {
    send(pool, delayMs)
    const timer = setTimeout(() => {
      const again = windows.get(key)?.again
      windows.delete(key)
      if (again) open(key, again, 0)
    }, windowMs)
    timer.unref()
    windows.set(key, { timer })
  }
  return {
    poolIsDirty: (pool, delayMs = 0) => {
      const key = deduplicationId(pool)
      const window = windows.get(key)
      if (window) window.again = pool
      else if (windows.size >= maxPools) counts.dropped += 1
      else open(key, pool, delayMs)
    },
    counts: () => ({ ...counts }),
    close: async () => {
      for (const { timer, again } of windows.values()) {
        clearTimeout(timer)
        if (again) send(again, 0)
      }
      windows.clear()
      await Promise.all(underWay)
      await kept.close()
    },
  }
}

interface Window {
  timer: NodeJS.Timeout
  /** The newest hint that came while it was open. */
  again?: DirtyPool
}

/** Whether the queue took it. The queue's own error handler reports why not. */
async function addHint(queue: Queue, pool: DirtyPool, delayMs: number): Promise<boolean> {
  const { name } = jobs.recomputePool
  // keepLastIfActive: a hint that comes while the pool's job runs is a job of its own afterwards. BullMQ's other ways of
  // deduplication, or a fixed job id, lose it.
  const deduplication = { id: deduplicationId(pool), keepLastIfActive: true }
  try {
    await queue.add(name, pool, { ...jobOptions(jobs.recomputePool, delayMs), deduplication })
    return true
  } catch {
    return false
  }
}

/** `/` is in no id, so two pools never share one (with a dot, `a.b` + `c` and `a` + `b.c` would). */
function deduplicationId({ orgId, poolId }: DirtyPool): string {
  return `${orgId}/${poolId}`
}
