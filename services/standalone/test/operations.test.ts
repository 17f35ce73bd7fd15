import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from '@sluice/database'
import { registerIngestRoutes } from '@sluice/ingest-api'
import { createQueueConnection } from '@sluice/queue'
import { createSealer } from '@sluice/secrets'
import { createHttpServer, createLogger, createMetrics } from '@sluice/service-kit'
import { test as base, noQueueStore, type TestDatabase } from '@sluice/test-kit'
import { connectionsFor, startWorker } from '@sluice/worker'
import { describe, expect } from 'vitest'
import { parse } from 'yaml'

const folder = join(import.meta.dirname, '../../../docs/operations')
const read = (name: string) => readFile(join(folder, name), 'utf8')

interface Dashboard {
  uid: string
  panels: {
    id: number
    title: string
    gridPos: { x: number; y: number; w: number; h: number }
    targets: { expr: string }[]
  }[]
}
interface Rules {
  groups: { name: string; rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[]
}

interface Registered {
  type: string
  labels: string[]
  /** What it has before anything happened. */
  series: Record<string, unknown>[]
}

/** Metrics of the services as they really are, started together on one registry. */
const test = base.extend(
  'registered',
  async ({ database }: { database: TestDatabase }): Promise<Map<string, Registered>> => {
    const metrics = createMetrics()
    const logger = createLogger({ name: 'test', level: 'silent' })
    const maxConnections = connectionsFor(1)
    const db = connect({ url: database.url, applicationName: 'test', maxConnections, onError: () => undefined })
    const app = createHttpServer({ name: 'test', logger, metrics, ready: async () => ({}) })
    const hints = { poolIsDirty: () => undefined }
    const sealer = createSealer(['a secret key for tests, of 32 characters'])
    registerIngestRoutes(app, { db, authenticate: async () => null, hints, sealer, metrics })
    const queue = createQueueConnection(await noQueueStore(), () => undefined)
    const worker = await startWorker({
      ...{ db, queue, logger, metrics, concurrency: 1, unusedStateDays: 35, actualsDays: 1_200 },
    })
    await app.ready()
    const labels = new Map(
      metrics.getMetricsAsArray().map((metric) => [metric.name, Reflect.get(metric, 'labelNames') as string[]]),
    )
    const found = new Map(
      (await metrics.getMetricsAsJSON()).map(({ name, type, values }) => [
        name,
        {
          type: String(type),
          labels: labels.get(name) ?? [],
          series: values.map((value): Record<string, unknown> => value.labels),
        },
      ]),
    )
    await Promise.all([worker.close(), app.close()])
    await db.destroy()
    return found
  },
)

/** Every metric a query names, without what a histogram adds to its name. */
function metricsIn(text: string): string[] {
  const names = text.match(/\b(?:sluice|http|process|nodejs)_[a-z0-9_]+/g) ?? []
  return names.map((name) => name.replace(/_(?:bucket|sum|count)$/, ''))
}

const labelsIn = (expr: string) =>
  [...expr.matchAll(/by \(([^)]*)\)|\{([^}]*)\}/g)]
    .flatMap(([, by = '', matched = '']) => [
      ...by.split(','),
      ...matched.split(',').map((one) => one.split(/[=!]/)[0] ?? ''),
    ])
    .map((label) => label.trim())
    .filter((label) => label !== '' && label !== 'le' && label !== 'job')

async function expressions(): Promise<string[]> {
  const dashboard: Dashboard = JSON.parse(await read('grafana-dashboard.json'))
  const rules: Rules = parse(await read('prometheus-alerts.yml'))
  return [
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...rules.groups.flatMap((group) => group.rules.map(({ expr }) => expr)),
  ]
}

test('every metric and label that the dashboard and the alert rules name is one the services have', async ({
  registered,
}) => {
  const queries = await expressions()
  expect(queries.length).toBeGreaterThan(30)
  // `up` is Prometheus' own.
  const unknown = queries.flatMap(metricsIn).filter((name) => !registered.has(name))
  expect(unknown).toEqual([])
  for (const query of queries) {
    const known = new Set(metricsIn(query).flatMap((name) => registered.get(name)?.labels ?? []))
    expect(
      labelsIn(query).filter((label) => !known.has(label)),
      query,
    ).toEqual([])
  }
})

/** Whether a selector of PromQL takes a series; whole values, as Prometheus compares them. */
function takes(selector: string, labels: Record<string, string>): boolean {
  return [...selector.matchAll(/(\w+)(=~|!~|!=|=)"([^"]*)"/g)].every(([, name = '', operator = '', value = '']) => {
    const isEqual = operator.includes('~')
      ? new RegExp(`^(?:${value})$`).test(labels[name] ?? '')
      : labels[name] === value
    return operator.startsWith('!') ? !isEqual : isEqual
  })
}

test('nobody is paged for a process that says of itself that it is not ready yet', async ({ registered }) => {
  const rules: Rules = parse(await read('prometheus-alerts.yml'))
  const [, selector = ''] =
    rules.groups
      .flatMap((group) => group.rules)
      .map(({ expr }) => /http_request_duration_seconds_count\{([^}]*)\}/.exec(expr))
      .find((found) => found !== null) ?? []
  const status = '503'
  for (const route of ['/readyz', '/healthz']) expect(takes(selector, { route, status })).toBe(false)
  for (const route of ['/v1/events', '/v1/pools/:poolId/plan']) {
    expect(takes(selector, { route, status })).toBe(true)
    expect(takes(selector, { route, status: '202' })).toBe(false)
  }
  expect(registered.get('http_request_duration_seconds')?.labels).toEqual(expect.arrayContaining(['route', 'status']))
})

test('no label of a metric of ours can hold an id or a name of a customer', async ({ registered }) => {
  const ours = [...registered].filter(([name]) => /^(sluice|http)_/.test(name))
  expect(ours.length).toBeGreaterThan(12)
  const labels = new Set(ours.flatMap(([, { labels }]) => labels))
  expect([...labels].sort()).toEqual(['change', 'code', 'kind', 'method', 'outcome', 'reason', 'route', 'status'])
})

test('a counter has its series before it first counts: else its first count is no rise, and nothing is no data', async ({
  registered,
}) => {
  const counters = [...registered].filter(([name, { type }]) => name.startsWith('sluice_') && type === 'counter')
  expect(counters.length).toBeGreaterThan(8)
  expect(counters.filter(([, { series }]) => series.length === 0).map(([name]) => name)).toEqual([])
  const seriesOf = (name: string) => registered.get(name)?.series.map((labels) => Object.values(labels).join(' ')) ?? []
  expect(seriesOf('sluice_events_total')).toEqual(['accepted', 'duplicate', 'conflict', 'refused'])
  expect(seriesOf('sluice_refusals_total')).toEqual(expect.arrayContaining(['unauthenticated', 'invalid-signature']))
  expect(seriesOf('sluice_turned_away_total')).toEqual(expect.arrayContaining(['events-waiting', 'database-away']))
  expect(seriesOf('sluice_alert_changes_total')).toEqual(expect.arrayContaining(['pool_failing opened']))
  for (const query of await expressions())
    for (const [, name = '', label = '', value] of query.matchAll(/(sluice_\w+_total)\{(\w+)="(\w+)"\}/g))
      expect(registered.get(name)?.series, query).toContainEqual({ [label]: value })
})

describe('the files', () => {
  base('the dashboard is one that Grafana takes: ids once, panels side by side, a data source to choose', async () => {
    const text = await read('grafana-dashboard.json')
    const { panels }: Dashboard = JSON.parse(text)
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    expect(new Set(panels.map(({ gridPos: { x, y } }) => `${x} ${y}`)).size).toBe(panels.length)
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true)
    expect(text).toMatch(/"uid": "\$\{datasource\}"/)
  })

  base('an alert rule that asks for nothing takes what is absent for nothing', async () => {
    const rules: Rules = parse(await read('prometheus-alerts.yml'))
    const exprs = rules.groups.flatMap((group) => group.rules.map(({ expr }) => expr))
    // Of a process that is away Prometheus says `up` 0 by itself.
    const ofNothing = exprs.filter((expr) => /== 0|[<>] [\d.]+ \*/.test(expr) && !expr.startsWith('up'))
    expect(ofNothing).toHaveLength(2)
    for (const expr of ofNothing) expect(expr).toContain('or vector(0))')
  })

  base('every alert rule has a name of its own, and says what is the matter and what to do', async () => {
    const rules: Rules = parse(await read('prometheus-alerts.yml'))
    const all = rules.groups.flatMap((group) => group.rules)
    expect(new Set(all.map(({ alert }) => alert)).size).toBe(all.length)
    for (const { annotations } of all) expect(Object.keys(annotations)).toEqual(['summary', 'action'])
  })
})
