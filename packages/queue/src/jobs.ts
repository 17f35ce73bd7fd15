import { z } from 'zod'

/** Everything producer and consumer must agree on about one kind of job. */
export interface JobKind<Payload extends z.ZodType = z.ZodType> {
  /** Name of the queue and of its jobs: one queue a kind, so that people see at a glance what lags. */
  name: string
  payload: Payload
  attempts: number
  /** The first retry comes between half of it and all of it later, each further one after twice the time before. */
  backoffMs: number
  /**
   * A first job of a subject may be taken at once; what comes for the same subject within so long after it is one job at the
   * end of it.
   */
  windowMs: number
  /** Jobs kept for people to look at. */
  keep: { completed: Retention; failed: Retention }
}

interface Retention {
  count: number
  ageSeconds: number
}

const identifier = z.string().min(1).max(64)

/**
 * The catalogue of jobs. Payloads hold ids only: they lie in clear text in the queue's store and on the dashboard.
 */
export const jobs = {
  recomputePool: {
    name: 'recompute-pool',
    // The revision is for people looking at the dashboard; a worker computes whatever the pool has been asked for by then.
    payload: z.strictObject({ orgId: identifier, poolId: identifier, revision: z.int().nonnegative() }),
    // A failed pool is next due after 1 s, then 2 s (database/pool-state.ts): retries after 1–2 s and 2–4 s meet it due.
    attempts: 3,
    backoffMs: 2_000,
    windowMs: 200,
    keep: { completed: { count: 200, ageSeconds: 3_600 }, failed: { count: 1_000, ageSeconds: 7 * 86_400 } },
  },
} as const satisfies Record<string, JobKind>

/** What a job of this kind carries. */
export type Payload<Kind extends JobKind> = z.output<Kind['payload']>
export type DirtyPool = Payload<typeof jobs.recomputePool>

/** The options BullMQ is given with a job of this kind, which may be taken after so long. */
export function jobOptions(kind: JobKind, delayMs: number) {
  return {
    attempts: kind.attempts,
    backoff: { type: 'exponential' as const, delay: kind.backoffMs, jitter: 0.5 },
    delay: delayMs,
    removeOnComplete: toKeepJobs(kind.keep.completed),
    removeOnFail: toKeepJobs(kind.keep.failed),
  }
}

function toKeepJobs({ count, ageSeconds }: Retention) {
  return { count, age: ageSeconds }
}
