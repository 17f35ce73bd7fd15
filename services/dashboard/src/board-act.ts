import type { FastifyRequest } from 'fastify'

const API = '/dashboard/api/'
const changing = new Set(['PUT', 'POST', 'PATCH', 'DELETE'])

/** What one of Bull Board's requests does, and to what. */
export interface BoardAct {
  action: string
  object: string
}

/**
 * What a request of Bull Board's page changes, from the pattern of its route: `queues/:queueName/:jobId/retry` is
 * `dashboard.job.retry` of that queue and job; null: it only looks. A route of a newer Bull Board is named without being listed here.
 */
export function actOf({ method, routeOptions, params }: Pick<FastifyRequest, 'method' | 'routeOptions' | 'params'>) {
  const pattern = routeOptions.url ?? ''
  if (!changing.has(method) || !pattern.startsWith(API)) return null
  const [, ...segments] = pattern.slice(API.length).split('/')
  const named = segments.filter((segment) => segment.startsWith(':')).map((segment) => segment.slice(1))
  const words = segments.filter((segment) => !segment.startsWith(':'))
  const values = named.map((name) => String(Reflect.get(Object(params), name)))
  const verb = words.length > 0 ? words.join('-') : method.toLowerCase()
  return { action: `dashboard.${kindOf(pattern, named)}.${verb}`, object: values.join('/') || '*' } satisfies BoardAct
}

/** All queues at once, one of them, one of its jobs, or what is kept of how they did. */
function kindOf(pattern: string, named: readonly string[]): string {
  if (!pattern.startsWith(`${API}queues`)) return 'board'
  if (named.includes('jobId')) return 'job'
  return named.length > 0 ? 'queue' : 'queues'
}
