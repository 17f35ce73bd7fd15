import type { Database } from '@sluice/database'
import { type Delivered, DeliveryLog, divideEvents, storeEvents, writingDeliveries } from '@sluice/ingestion'
import type { HintSender } from '@sluice/queue'
import type { Sealer } from '@sluice/secrets'
import {
  createHttpServer,
  type HttpApp,
  type HttpServerOptions,
  inSpan,
  Registry,
  type ServeOptions,
  type Span,
  type SpanOptions,
  type Tracing,
} from '@sluice/service-kit'
import { OpenStreams, type StreamLimits } from './backfill.ts'
import { GroupCommit, type GroupCommitOptions } from './group-commit.ts'
import { createIngestMetrics, watchWaiting } from './metrics.ts'
import { takeRawBodies } from './raw-bodies.ts'
import { BodyReader, type BodyReaderOptions } from './reading/body-reader.ts'
import { registerOptionsEvents } from './routes/options-events.ts'
import { registerPostEvents } from './routes/post-events.ts'
import { SourceRulesCache } from './sources/source-rules.ts'
import { tellUnreadable } from './sources/unreadable-secrets.ts'
import { StreamPlaces } from './stream-places.ts'
import { turnedAwayFor } from './turned-away.ts'

export { numericIdSources } from './numeric-ids.ts'

export interface IngestDeps extends ServeOptions {
  db: Database
  hints: Pick<HintSender, 'poolIsDirty'>
  /** Opens the signing secrets of sources. */
  sealer: Sealer
  metrics?: Registry
  /** Where spans of storing go; nowhere unless given. */
  tracing?: Tracing | undefined
  /** Sources whose ids may be digits alone, as the setting NUMERIC_ID_SOURCES names them; none unless given. */
  numericIdSources?: ReadonlySet<string>
  /** How long what is configured of sources is believed without asking again; 3 seconds unless given. */
  sourceCacheMs?: number
  /** How events are grouped, where the defaults do not fit. */
  grouping?: Pick<GroupCommitOptions, 'maxEvents' | 'parallel'>
  /** How long bodies are read, where the defaults do not fit. */
  reading?: BodyReaderOptions
  /** How streams are read, where the defaults do not fit. */
  streaming?: Partial<StreamLimits>
}

/** Adds POST and OPTIONS /v1/events to a server; the standalone program mounts it beside the other services' routes. */
export function registerIngestRoutes(app: HttpApp, deps: IngestDeps): void {
  const registry = deps.metrics ?? new Registry()
  const { countOutcomes, countDelivered, countTurnedAway, countUnreadable, onCommitted } = createIngestMetrics(registry)
  const commits = new GroupCommit({
    ...deps.grouping,
    store: async (orgId, events, spans) =>
      countOutcomes(await inSpan(deps.tracing, storing(events, spans), () => storeEvents(deps.db, orgId, events))),
    divide: (orgId, events, count) => divideEvents(deps.db, orgId, events, count),
    onCommitted,
  })
  const streams = new OpenStreams(deps.streaming)
  const reader = new BodyReader(deps.reading)
  const rules = new SourceRulesCache({
    db: deps.db,
    sealer: deps.sealer,
    cacheMs: deps.sourceCacheMs ?? 3_000,
    onUnreadable: tellUnreadable({ count: countUnreadable, log: (found, message) => app.log.error(found, message) }),
  })
  const deliveries = new DeliveryLog({
    write: writingDeliveries(deps.db, 'sluice_ingest'),
    onError: (err) => app.log.warn({ err }, 'what was counted of sources could not be written yet'),
  })
  watchWaiting(registry, { commits, deliveries, reader })
  const note = (delivered: Delivered) => {
    countDelivered(delivered)
    deliveries.note(delivered)
  }
  // A scope of its own: how bodies are read here must not change how other routes read theirs.
  app.register(async (scope) => {
    takeRawBodies(scope, { refusalOf: (orgId) => commits.refusalOf(orgId), places: new StreamPlaces() })
    scope.addHook('onError', async (_request, _reply, error) => {
      const reason = turnedAwayFor(error)
      if (reason !== null) countTurnedAway(reason)
    })
    registerPostEvents(scope, deps, { commits, streams, rules, reader, note })
    scope.addHook('preClose', async () => streams.stop())
    // When every request has its answer.
    scope.addHook('onClose', async () => deliveries.close())
    scope.addHook('onClose', async () => reader.close())
    registerOptionsEvents(scope, deps)
  })
}

/** One transaction for many requests: under the first of them, and linked to the others. */
function storing(events: readonly unknown[], [parent, ...links]: readonly Span[]): [string, SpanOptions] {
  return [
    'store events',
    { parent, links, facts: { 'sluice.events': events.length, 'sluice.requests': links.length + 1 } },
  ]
}

/** The service as a server of its own; it does not listen yet. */
export function buildApp(server: HttpServerOptions, deps: IngestDeps): HttpApp {
  const app = createHttpServer(server)
  registerIngestRoutes(app, deps)
  return app
}
