/**
 * Every code our answers carry: its status, its title, and what a caller can do about it. A code once published keeps
 * its meaning. docs/problems.md describes each; a test compares.
 */
export const problems = {
  'invalid-request': {
    status: 400,
    title: 'The address or its query is not valid',
    advice: 'Correct the parameters that `errors` points to.',
  },
  'malformed-json': { status: 400, title: 'The body is not JSON', advice: 'Send one well-formed JSON document.' },
  'malformed-request': {
    status: 400,
    title: 'The request is not well-formed HTTP',
    advice: 'Check the address, the headers and the length of the body.',
  },
  'bad-cursor': {
    status: 400,
    title: 'The cursor is not valid, or is for another list',
    advice: 'Start again without a cursor; pass `nextCursor` on unchanged, with the same filters.',
  },
  unauthenticated: {
    status: 401,
    title: 'A valid key is needed',
    advice: 'Send `Authorization: Bearer <key>` with a key that is neither expired nor revoked.',
  },
  'invalid-signature': {
    status: 401,
    title: 'The source must sign its events, and this signature is not valid',
    advice:
      'Sign the raw body as Standard Webhooks says, with a secret of this source and the time of this attempt; streams of lines cannot be signed.',
  },
  forbidden: {
    status: 403,
    title: 'The key may not do this',
    advice: 'Use a key with one of the scopes named in `detail`.',
  },
  'scope-not-held': {
    status: 403,
    title: 'A key cannot give what it does not have',
    advice: 'Use a key that holds every scope of the one you make or rotate.',
  },
  'limits-not-held': {
    status: 403,
    title: 'A key cannot give more than its own limits',
    advice: 'Use a key whose limits are those of the one you rotate, or more.',
  },
  'expiry-not-held': {
    status: 403,
    title: 'A key cannot make or rotate one that outlasts it',
    advice: 'Let the new key end no later than the one that makes it, or use a key that ends later or never.',
  },
  'source-forbidden': {
    status: 403,
    title: 'The key may not send events of this source',
    advice: 'Use one of the keys that the source is bound to, or bind it to this one with PUT /v1/sources/{sourceId}.',
  },
  'dashboard-act-refused': {
    status: 403,
    title: 'This cannot be done from the dashboard',
    advice: 'Read in `detail` what can be done there. The queue as a whole is changed by its operator, in its store.',
  },
  'not-found': { status: 404, title: 'There is nothing at this address', advice: 'Check the path in /docs.' },
  'location-not-found': {
    status: 404,
    title: 'No such location',
    advice: 'List the locations with GET /v1/locations, or configure it first.',
  },
  'service-line-not-found': {
    status: 404,
    title: 'No such service line',
    advice: 'List the service lines with GET /v1/service-lines, or configure it first.',
  },
  'pool-not-found': {
    status: 404,
    title: 'No such pool',
    advice: 'List the pools with GET /v1/pools, or configure it first.',
  },
  'cell-not-found': { status: 404, title: 'No such cell', advice: 'Read the pool; its cells are listed there.' },
  'feed-not-found': {
    status: 404,
    title: 'No such feed',
    advice: 'List the feeds with GET /v1/feeds, or configure it first.',
  },
  'mapping-not-found': {
    status: 404,
    title: 'No such mapping',
    advice: 'List the mappings with GET /v1/mappings, or configure it first.',
  },
  'platform-entity-not-found': {
    status: 404,
    title: 'No such platform entity',
    advice: 'List those of the pool with GET /v1/pools/{poolId}/platform-entities, or configure it first.',
  },
  'key-not-found': { status: 404, title: 'No such key', advice: 'List the keys with GET /v1/keys.' },
  'source-not-found': {
    status: 404,
    title: 'No such source',
    advice: 'List the sources with GET /v1/sources, or configure it first.',
  },
  'secret-not-found': {
    status: 404,
    title: 'No such signing secret',
    advice: 'Read the source; its signing secrets are listed there.',
  },
  'plan-not-found': {
    status: 404,
    title: 'No such plan',
    advice: 'List the plans with GET /v1/pools/{poolId}/plans; old ones are not kept for ever.',
  },
  'webhook-endpoint-not-found': {
    status: 404,
    title: 'No such webhook endpoint, or no such message',
    advice: 'List the endpoints with GET /v1/webhook-endpoints; messages are kept for 30 days.',
  },
  'plan-not-ready': {
    status: 404,
    title: 'The first plan of this pool is still being computed',
    advice: 'Ask again after the seconds of `Retry-After`.',
  },
  'certificate-not-available': {
    status: 404,
    title: 'This plan can no longer be proven',
    advice: 'Ask for the certificate of a newer plan.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take this method',
    advice: 'Use one of the methods in the header `Allow`.',
  },
  'not-acceptable': { status: 406, title: 'No such form of the answer', advice: 'Accept application/json.' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive', advice: 'Send it again.' },
  'event-conflict': {
    status: 409,
    title: 'Another event was stored under this id',
    advice: 'Give a new event a new `id`; the first one was kept.',
  },
  'configuration-conflict': {
    status: 409,
    title: 'The change does not fit what is configured',
    advice: 'Read what `errors` points to, change it or the other side first.',
  },
  'key-not-in-force': {
    status: 409,
    title: 'The key is revoked or expired',
    advice: 'Make another with POST /v1/keys; this one cannot be used again.',
  },
  'last-admin-key': {
    status: 409,
    title: 'No key would be left that can make keys',
    advice: 'Make another key with keys:admin first, then revoke this one.',
  },
  'too-many-keys': {
    status: 409,
    title: 'The organization has too many keys in force',
    advice: 'Revoke keys that are no longer used; GET /v1/keys says when each was used last.',
  },
  'applied-conflict': {
    status: 409,
    title: 'Something else was reported for that moment',
    advice:
      'Give a new amount the moment at which it was set. If the first one was wrong, send it with `corrects: true`.',
  },
  'applied-implausible': {
    status: 422,
    title: 'No cell gets that much',
    advice:
      'Check that it is in minor units (cents). If it was really set, lower it in the tool first and report the new amount.',
  },
  'already-in-force': {
    status: 409,
    title: 'What you reject is in force already',
    advice:
      'Go back with an undo to the effectiveRevision before it came into force, or set the cell with an override; `errors` names the cells.',
  },
  'nothing-to-undo': {
    status: 409,
    title: 'None of the cells you go back to is left',
    advice: 'Its cells were removed, renamed or moved since. Use overrides for the present cells.',
  },
  'approval-not-funded': {
    status: 409,
    title: 'The money for what you approve is not there',
    advice: 'Approve the cuts that pay for it as well, or approve the whole plan.',
  },
  'approval-outdated': {
    status: 412,
    title: 'An amount you decide on is no longer proposed',
    advice: 'Read the latest plan with ?status=proposed and decide on that; `errors` names the cells.',
  },
  'webhook-endpoint-disabled': {
    status: 409,
    title: 'The webhook endpoint is disabled',
    advice: '`disabledReason` says why. PUT it with `enabled: true`.',
  },
  'precondition-failed': {
    status: 412,
    title: 'It was changed since you read it',
    advice: 'Read it again, make your change to that, and send the new ETag in `If-Match`.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    advice: 'Send fewer items at a time; the limits are in /docs.',
  },
  'address-too-long': { status: 414, title: 'The address is too long', advice: 'Shorten the ids or the query.' },
  'unsupported-media-type': {
    status: 415,
    title: 'This kind of body is not taken here',
    advice: 'Use one of the media types that /docs lists, uncompressed.',
  },
  'invalid-body': {
    status: 422,
    title: 'The body was understood and refused',
    advice: 'Correct what `errors` points to. Keys that are not in the schema are refused; values are never repeated.',
  },
  'invalid-event': {
    status: 422,
    title: 'The event is not valid',
    advice:
      'Correct what `errors` points to. Members that are not in the schema are refused; values are never repeated.',
  },
  'unknown-event-type': {
    status: 422,
    title: 'Unknown type of event',
    advice: 'Send one of the four types that /docs lists.',
  },
  'phi-not-accepted': {
    status: 422,
    title: 'It is about people, or looks like it',
    advice: 'Send counts of a clinic only, never what belongs to a person; give ids that could not be a person’s.',
  },
  'fhir-refused': {
    status: 422,
    title: 'The FHIR message is not accepted',
    advice: 'Correct what `errors` points to; docs/fhir.md lists what is taken. Nothing of the message was kept.',
  },
  'webhook-url-refused': {
    status: 422,
    title: 'Nothing is sent to this address',
    advice:
      'Give an https address of the public internet, or have the operator list its network in OUTBOUND_ALLOWED_NETWORKS.',
  },
  'feed-url-refused': {
    status: 422,
    title: 'A feed at this address would never be polled',
    advice:
      'Give an https address of the public internet, or have the operator list its network in OUTBOUND_ALLOWED_NETWORKS.',
  },
  'future-timestamp': {
    status: 422,
    title: 'The event is from the future',
    advice: 'Set the clock of the sending system; `time` may be at most 5 minutes ahead.',
  },
  'future-date': {
    status: 422,
    title: 'The day has not come yet',
    advice:
      'Name the day of the clinic’s calendar on which it was spent: at most its today, by the location’s `timeZone`.',
  },
  'channel-required': {
    status: 422,
    title: 'It is not clear whose spend this is',
    advice: 'The place is divided by channel: name the channel in `data`.',
  },
  'currency-mismatch': {
    status: 422,
    title: 'No pool of this place has this currency',
    advice: 'Report in the currency of the pool that pays for the place.',
  },
  'actuals-implausible': {
    status: 422,
    title: 'No clinic spends that much on a day',
    advice:
      'Check that it is in minor units (cents). If another channel of that day is too high, correct that one, then send this again unchanged. If it was really spent, send it again with `spendConfirmed: true` in `data`. For a change of configuration: send the days in `errors` again, corrected or confirmed, then the change.',
  },
  'not-storable': {
    status: 422,
    title: 'The database refused the event',
    advice: 'Tell the operator the value of the header `x-request-id`: the schema should have refused it.',
  },
  'report-too-large': {
    status: 422,
    title: 'The report would have too many rows, or takes too long',
    advice: 'Ask for fewer days, a longer interval, or one clinic or kind of care.',
  },
  'headers-too-large': { status: 431, title: 'The headers are too large', advice: 'Send fewer or shorter headers.' },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    advice: 'Ask again after the seconds of `Retry-After`.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong on our side',
    advice: 'Repeat the request. If it fails again, tell the operator the value of the header `x-request-id`.',
  },
  unavailable: {
    status: 503,
    title: 'Not available at this moment',
    advice:
      'Repeat the request after the seconds of `Retry-After`. The description of each POST says what a repeat does, in case the first was done.',
  },
} as const

export type ProblemCode = keyof typeof problems

/** One thing wrong with a request: where (JSON Pointer, `#/query/limit`, `#/cells/3`), and what was expected there. */
export interface ProblemError {
  pointer: string
  detail: string
}

export interface ProblemOptions {
  errors?: readonly ProblemError[]
  /** Sent with the answer: Retry-After, Allow, WWW-Authenticate. */
  headers?: Readonly<Record<string, string>>
  /** For the log, never for the answer. */
  cause?: unknown
}

/** Throw it anywhere under a route: the caller gets `code` and `detail`, the log also gets `cause`. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly errors: readonly ProblemError[]
  readonly headers: Readonly<Record<string, string>>

  constructor(code: ProblemCode, detail: string, options: ProblemOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Problem'
    this.code = code
    this.status = problems[code].status
    this.errors = options.errors ?? []
    this.headers = options.headers ?? {}
  }
}

export interface ProblemDocument {
  type: string
  title: string
  status: number
  detail: string
  code: ProblemCode
  /** The request's id, for the operator's log. */
  instance: string
  errors?: ProblemError[]
}

/** RFC 9457. `type` is relative to the service: /problems/<code> is a page that explains it. */
export function problemToDocument(problem: Problem, requestId: string): ProblemDocument {
  const { title, status } = problems[problem.code]
  const document: ProblemDocument = {
    type: `/problems/${problem.code}`,
    title,
    status,
    detail: problem.message,
    code: problem.code,
    instance: `urn:sluice:request:${requestId}`,
  }
  return problem.errors.length > 0 ? { ...document, errors: [...problem.errors] } : document
}
