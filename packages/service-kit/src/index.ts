export { exemptFromArrival } from './arrival.ts'
export { type AtOnce, whenThere } from './at-once.ts'
export { type BodyBudgetOptions, bodyRoomReasons } from './body-budget.ts'
export { bytesOfBody, bytesOfJson, takeRoom } from './body-room.ts'
export { ifMatch, ifNoneMatch, strongEtag, weakEtag } from './conditional.ts'
export { type CursorCodec, type CursorQuestion, cursorCodec } from './cursor.ts'
export { createHttpServer, type HttpApp, type HttpServerOptions, type Page } from './http-server.ts'
export { type RequestLimits, requireDay, type Taken } from './limits.ts'
export { createLogger, type Logger, type LoggerOptions, type LogLevel } from './logger.ts'
export { mediaTypeOf } from './media-type.ts'
export { Counter, createMetrics, fromZero, Gauge, Histogram, Registry } from './metrics.ts'
export type { Answer, Asked, Authenticate, Handler, Principal, ServedOperation } from './operation.ts'
export { isOutage } from './outage.ts'
export { PreparedJson } from './prepared-json.ts'
export {
  Problem,
  type ProblemCode,
  type ProblemDocument,
  type ProblemError,
  type ProblemOptions,
  problems,
  problemToDocument,
} from './problem.ts'
export { readBody } from './read-body.ts'
export { refusalsOf } from './refusals.ts'
export { type RunningService, type RunOptions, runService } from './run-service.ts'
export { type RefusedRequest, type ServeOptions, serve } from './serve.ts'
export {
  addressSettings,
  apiSettings,
  commonSettings,
  httpSettings,
  outboundSettings,
  proxySettings,
  readSettings,
  settingsOrExit,
} from './settings.ts'
export { makeObjectsYoung } from './short-lived.ts'
export { openTracing } from './tracing/open-tracing.ts'
export { inSpan, type Span, type SpanFacts, type SpanOptions, type Tracing } from './tracing/tracing.ts'
export { TurnedAway } from './turned-away.ts'
