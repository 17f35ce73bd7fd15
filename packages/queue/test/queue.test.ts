import { collectQueueErrors, eventually, queueStores } from '@sluice/test-kit'
import type { Job, Queue } from 'bullmq'
import { afterEach, describe, expect } from 'vitest'
import {
  createHintSender,
  type DirtyPool,
  JobFailed,
  jobs,
  openQueues,
  type QueueSettings,
  startConsumer,
} from '../src/index.ts'

const closing: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((open) => open.close()))
})

/** A sender, the queue to look at, and a consumer that does `run`. */
async function open(settings: QueueSettings, run: (pool: DirtyPool) => Promise<string>) {
  const { connection } = collectQueueErrors(settings)
  const failures: { code: string; isLast: boolean }[] = []
  const hints = createHintSender(connection)
  const queues = openQueues(connection)
  const consumer = startConsumer(connection, {
    kind: jobs.recomputePool,
    run,
    concurrency: 4,
    onFailure: ({ code, isLast }) => failures.push({ code, isLast }),
  })
  closing.push(hints, queues, consumer)
  const queue = await eventually(
    () => queues.current()[0],
    (found) => found !== undefined,
  )
  if (queue === undefined) throw new Error('there is a queue')
  await untilSending(hints)
  return { hints, queue, failures }
}

/** The sender has opened its own queue: a hint is really sent. */
async function untilSending(hints: ReturnType<typeof createHintSender>): Promise<void> {
  const warmUp = () => {
    hints.poolIsDirty({ orgId: 'org', poolId: 'warm-up', revision: 0 })
    return hints.counts().sent
  }
  await eventually(warmUp, (sent) => sent > 0)
}

const pool = (poolId: string, revision = 1): DirtyPool => ({ orgId: 'org', poolId, revision })

async function failedJob(queue: Queue, poolId: string): Promise<Job> {
  const find = async () => (await queue.getFailed()).find((job) => job.data.poolId === poolId)
  const job = await eventually(find, (found) => found !== undefined, { timeoutMs: 60_000 })
  if (job === undefined) throw new Error('there is a failed job')
  return job
}

for (const { store, test } of queueStores) {
  describe(store, () => {
    test('a hint becomes a job', async ({ queueSettings }) => {
      const seen: DirtyPool[] = []
      const { hints } = await open(queueSettings, async (dirty) => {
        seen.push(dirty)
        return 'done'
      })
      hints.poolIsDirty(pool('a', 7))
      await eventually(
        () => seen,
        (pools) => pools.some(({ poolId, revision }) => poolId === 'a' && revision === 7),
      )
    })

    test('a hint that comes while the job of its pool is active is not lost', async ({ queueSettings }) => {
      const runs: PromiseWithResolvers<string>[] = []
      const { hints } = await open(queueSettings, async ({ poolId }) => {
        if (poolId !== 'a') return 'done'
        const run = Promise.withResolvers<string>()
        runs.push(run)
        return run.promise
      })
      hints.poolIsDirty(pool('a', 1))
      await eventually(
        () => runs.length,
        (count) => count === 1,
      )
      const { sent } = hints.counts()
      hints.poolIsDirty(pool('a', 2))
      await eventually(
        () => hints.counts().sent,
        (now) => now > sent,
      )
      expect(runs).toHaveLength(1)
      runs[0]?.resolve('done')
      await eventually(
        () => runs.length,
        (count) => count === 2,
      )
      runs[1]?.resolve('done')
    })

    test('a thousand hints in a second are a handful of jobs, the last of them after the last hint', async ({
      queueSettings,
    }) => {
      let posted = 0
      // What a recompute starting now would see of the pool.
      const seen: number[] = []
      const { hints } = await open(queueSettings, async ({ poolId }) => {
        if (poolId === 'a') seen.push(posted)
        return 'done'
      })
      const post = () => {
        for (let i = 0; i < 50; i++) hints.poolIsDirty(pool('a', ++posted))
        return posted
      }
      await eventually(post, (count) => count >= 1_000, { intervalMs: 50 })
      await eventually(
        () => seen.at(-1),
        (last) => last === posted,
      )
      expect(seen.length).toBeLessThanOrEqual(10)
    })

    test('a hint that rests takes along what others say of its pool; one that does not is taken at once', async ({
      queueSettings,
    }) => {
      const seen: string[] = []
      const { hints, queue } = await open(queueSettings, async ({ poolId }) => {
        seen.push(poolId)
        return 'done'
      })
      hints.poolIsDirty(pool('a'), 60_000)
      await eventually(
        () => queue.getDelayedCount(),
        (count) => count === 1,
      )
      const other = createHintSender(collectQueueErrors(queueSettings).connection)
      closing.push(other)
      await untilSending(other)
      other.poolIsDirty(pool('a', 2))
      other.poolIsDirty(pool('b'))
      await eventually(
        () => seen,
        (pools) => pools.includes('b'),
      )
      expect(seen).not.toContain('a')
      expect(await queue.getDelayedCount()).toBe(1)
    })

    test('what was said before the sender is closed is sent, also what waited for the end of its window', async ({
      queueSettings,
    }) => {
      const seen: number[] = []
      const first = Promise.withResolvers<string>()
      const { hints } = await open(queueSettings, async ({ revision }) => {
        seen.push(revision)
        return revision === 1 ? first.promise : 'done'
      })
      hints.poolIsDirty(pool('a', 1))
      await eventually(
        () => seen,
        (revisions) => revisions.includes(1),
      )
      hints.poolIsDirty(pool('a', 2))
      hints.poolIsDirty(pool('b', 3))
      await hints.close()
      first.resolve('done')
      await eventually(
        () => seen,
        (revisions) => revisions.includes(2) && revisions.includes(3),
      )
    })

    test('a payload that will never parse fails for good, at the first try', async ({ queueSettings }) => {
      const { queue, failures } = await open(queueSettings, async () => 'done')
      await queue.add('recompute-pool', { orgId: 'org', poolId: 'forged', patient: 'Jane' }, { attempts: 3 })
      const job = await failedJob(queue, 'forged')
      expect(job.failedReason).toBe('payload-invalid')
      expect(job.attemptsMade).toBe(1)
      expect(failures).toEqual([{ code: 'payload-invalid', isLast: true }])
    })

    test('a failing job is tried three times and shows a code and nothing else', async ({ queueSettings }) => {
      const { hints, queue, failures } = await open(queueSettings, async ({ poolId }) => {
        if (poolId === 'a') throw new Error('Key (name)=(Jane) already exists')
        if (poolId === 'b') throw new JobFailed('plan-wrong')
        return 'done'
      })
      hints.poolIsDirty(pool('a'))
      hints.poolIsDirty(pool('b'))
      const [a, b] = await Promise.all([failedJob(queue, 'a'), failedJob(queue, 'b')])
      expect(a).toMatchObject({ failedReason: 'internal', attemptsMade: 3 })
      expect(b).toMatchObject({ failedReason: 'plan-wrong', attemptsMade: 3 })
      expect(JSON.stringify([a.stacktrace, b.stacktrace])).not.toMatch(/Jane|consumer|at /)
      expect(failures.filter(({ isLast }) => isLast)).toHaveLength(2)
    })

    test('after an obliterated queue the next hint becomes a job', async ({ queueSettings }) => {
      const seen: string[] = []
      const { hints, queue } = await open(queueSettings, async ({ poolId }) => {
        seen.push(poolId)
        return 'done'
      })
      hints.poolIsDirty(pool('a'))
      await queue.obliterate({ force: true })
      hints.poolIsDirty(pool('b'))
      await eventually(
        () => seen,
        (pools) => pools.includes('b'),
      )
    })
  })
}
