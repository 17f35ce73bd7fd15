import type { Queue } from 'bullmq'
import type { QueueConnection } from './connection.ts'
import { jobs } from './jobs.ts'
import { keepOpen } from './keep-open.ts'

export interface OpenQueues {
  /** One a kind of job; empty until the store has answered. */
  current(): Queue[]
  close(): Promise<void>
}

/** The queues, to look at: for the dashboard. They come when their store does. */
export function openQueues(connection: QueueConnection): OpenQueues {
  const kept = Object.values(jobs).map(({ name }) =>
    keepOpen({ open: (signal) => connection.openQueue(name, signal), onError: connection.report }),
  )
  return {
    current: () => kept.map((queue) => queue.current()).filter((queue) => queue !== undefined),
    close: async () => {
      await Promise.all(kept.map((queue) => queue.close()))
    },
  }
}
