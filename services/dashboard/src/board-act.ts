import type { FastifyRequest } from 'fastify'

const API = '/dashboard/api/'
const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What one of Bull Board's requests does, and to what. */
export interface BoardAct {
  action: string
  /** The queue's name and the job's id. */
  object: string
}

/**
 * All that people may do, where they may: to one job, which must be of their own organization. The queue is shared by
 * all organizations, so nobody may pause, clean or add to it here; a job's data says whose it is. A route of a newer
 * Bull Board is refused until it is listed.
 */
const actions: Readonly<Record<string, string>> = {
  [`PUT ${API}queues/:queueName/:jobId/retry`]: 'dashboard.job.retry',
  [`PUT ${API}queues/:queueName/:jobId/promote`]: 'dashboard.job.promote',
  [`PUT ${API}queues/:queueName/:jobId/clean`]: 'dashboard.job.clean',
}

/** What Bull Board draws on the buttons of these, by the names of its icons: retry, promote, clean. */
export const allowedIcons = ['refresh-cw', 'corner-up-left', 'trash-2']

/** The queue numbers its jobs. */
const jobId = /^[1-9]\d{0,18}$/

type Asked = Pick<FastifyRequest, 'method' | 'routeOptions' | 'params'>

/** Whether a request is for Bull Board to change something. */
export function isChange({ method, routeOptions }: Pick<Asked, 'method' | 'routeOptions'>): boolean {
  return !harmless.has(method) && (routeOptions.url ?? '').startsWith(API)
}

/** The act that a request is for; null: none that people may do. */
export function actOf({ method, routeOptions, params }: Asked): BoardAct | null {
  const action = actions[`${method} ${routeOptions.url}`]
  if (action === undefined) return null
  const [queue, job] = ['queueName', 'jobId'].map((name) => String(Reflect.get(Object(params), name)))
  return job !== undefined && jobId.test(job) ? { action, object: `${queue}/${job}` } : null
}
