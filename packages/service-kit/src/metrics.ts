import { type Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** A registry with the process's own figures (memory, event loop lag, handles). One a process. */
export function createMetrics(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}

/**
 * Sets each of these labels of a counter to 0 until it is counted. Otherwise its first count would be no rise to
 * Prometheus, and a rule that checks whether nothing happened would have no data exactly then.
 */
export function fromZero<T extends string>(counter: Counter<T>, labels: Iterable<Record<T, string>>): Counter<T> {
  for (const each of labels) counter.inc(each, 0)
  return counter
}

export type HttpDuration = Histogram<'method' | 'route' | 'status'>

/** By the route's pattern: with addresses each id would be a series, and ids would be shown to readers of metrics. */
export function httpDuration(registry: Registry): HttpDuration {
  return new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the request line to the last byte handed to the socket.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
}
