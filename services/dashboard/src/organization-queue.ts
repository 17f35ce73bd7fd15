import { AsyncLocalStorage } from 'node:async_hooks'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'

export type BoardQueue = ConstructorParameters<typeof BullMQAdapter>[0]
type JobCounts = Awaited<ReturnType<BullMQAdapter['getJobCounts']>>
type JobStatus = Parameters<BullMQAdapter['getJobs']>[0][number]
type QueueJob = Awaited<ReturnType<BullMQAdapter['getJobs']>>[number]

/** The organization of the person whose request is being answered: Bull Board's adapters are not handed the request. */
export const organizationOfRequest = new AsyncLocalStorage<string>()

/**
 * A queue as one organization may see it: the jobs of others do not exist, in lists, pages and counts. Metrics and the
 * store's statistics are those of the whole queue; they name nobody. All jobs are read for a page: the queue keeps some
 * 1,200 finished ones, and at most one unfinished for each pool.
 */
export class OrganizationQueueAdapter extends BullMQAdapter {
  constructor(queue: BoardQueue, options: { readOnly: boolean }) {
    super(queue, {
      readOnlyMode: options.readOnly,
      allowRetries: !options.readOnly,
      description: 'Hints that a pool has something new to consider. Losing them loses nothing.',
    })
    this.setFormatter('name', nameJob)
  }

  override async getJob(id: string): ReturnType<BullMQAdapter['getJob']> {
    const job = await super.getJob(id)
    return job && isVisible(job) ? job : undefined
  }

  /** Each status has its own range, as in BullMQ; both ends are in it. */
  override async getJobs(statuses: JobStatus[], start = 0, end = -1): Promise<QueueJob[]> {
    const ofEach = await Promise.all(statuses.map((status) => this.#visibleJobs(status)))
    return ofEach.flatMap((jobs) => jobs.slice(start, end === -1 ? undefined : end + 1))
  }

  override async getJobCounts(): Promise<JobCounts> {
    const counts = await super.getJobCounts()
    const ours = Object.keys(counts).map(async (status): Promise<[string, number]> => {
      // Most are empty, and then nothing is read.
      return [status, counts[status as JobStatus] === 0 ? 0 : (await this.#visibleJobs(status as JobStatus)).length]
    })
    return { ...counts, ...Object.fromEntries(await Promise.all(ours)) }
  }

  async #visibleJobs(status: JobStatus): Promise<QueueJob[]> {
    return (await super.getJobs([status], 0, -1)).filter(isVisible)
  }

  override async getJobLogs(id: string): Promise<string[]> {
    return (await this.getJob(id)) ? super.getJobLogs(id) : []
  }
}

function isVisible(job: QueueJob): boolean {
  const orgId = organizationOfRequest.getStore()
  return orgId !== undefined && payloadOf(job.toJSON()).orgId === orgId
}

/** What people look for in a list of jobs: which pool, and which revision of it. */
function nameJob(job: { name?: string; data?: unknown }): string {
  const { poolId, revision } = payloadOf(job)
  return poolId === undefined ? (job.name ?? '') : `${poolId} · revision ${revision}`
}

/** Job data is whatever somebody put into the queue's store. */
function payloadOf({ data }: { data?: unknown }): { orgId?: unknown; poolId?: unknown; revision?: unknown } {
  return typeof data === 'object' && data !== null ? data : {}
}
