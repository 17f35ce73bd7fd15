import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import {
  optionalHeader,
  rateLimitHeader,
  rateLimitPolicyHeader,
  requestIdHeader,
  retryAfterHeader,
  wwwAuthenticateHeader,
} from './headers.ts'
import { BODY_BYTES, HEADER_BYTES, type Operation, type OperationResponse } from './operation.ts'
import { operations } from './operations/all.ts'
import { problem } from './problem.ts'
import { webhookMessages } from './webhook.ts'

export interface OpenApiOptions {
  /** Where this installation is reached, without a slash at the end. */
  publicUrl: string
}

/** The document of all services: OpenAPI 3.1, JSON Schema 2020-12, made from the schemas that check requests. */
export function openApiDocument({ publicUrl }: OpenApiOptions) {
  const document: ZodOpenApiObject = {
    openapi: '3.1.1',
    info: {
      title: 'Sluice',
      version: '0.1.0',
      summary: 'Moves advertising budget to the clinics that can see the patients.',
      description: about,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl, description: 'This installation.' }],
    tags: [
      { name: 'Events', description: 'What clinics report.' },
      { name: 'Sources', description: 'Who reports, what arrives, and what was refused.' },
      { name: 'Plans', description: 'What to spend, and why.' },
      {
        name: 'Decisions',
        description: 'What people approve, refuse, override and undo, and what tools report of having set.',
      },
      { name: 'Reports', description: 'What it brought, how full, how fast, how calm.' },
      { name: 'Configuration', description: 'Locations, service lines, pools and their policies.' },
      { name: 'Keys', description: 'Who may do what, and who did.' },
      { name: 'Webhooks', description: 'Messages to you instead of polling.' },
      { name: 'Documentation', description: 'For people and tools.' },
      { name: 'Operation', description: 'For those who run it.' },
    ],
    security: [{ key: [] }],
    paths: operationsToPaths(operations),
    webhooks: messagesToWebhooks(),
    components: {
      schemas: { Problem: problem },
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key of your organization. It names the organization; no address or body does.',
        },
      },
    },
  }
  return createDocument(document, { override: ({ jsonSchema }) => dropNoise(jsonSchema) })
}

/** What formats and JSON numbers say anyway: zod spells dates as patterns of 200 characters, and every integer's limits. */
function dropNoise(schema: Record<string, unknown>): void {
  if (schema.format === 'date-time' || schema.format === 'date') delete schema.pattern
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
}

const about = `Clinics report how much room they have (\`POST /v1/events\`); within about a second the plan of their
budget pool says what each clinic and kind of care should spend a day (\`GET /v1/pools/{poolId}/plan\`).

Money is whole minor units (cents) of the currency beside it. Times are UTC. Lists answer \`items\` and \`nextCursor\`.
Errors are RFC 9457 problem documents. GET, PUT, DELETE and events may be repeated as often as you like; of each other POST its
description says what a repeat does: some make another of what they make, so look whether the first was done before you send it again.
No field can carry a patient: unknown keys are refused, and nothing refused is repeated.

Limits: ${HEADER_BYTES / 1024} KiB of headers with the first line (431), 200 characters of one part of an address (404), bodies as each
operation says (413), 2,000,000 values of a JSON body, 200,000 of one of events (413), requests and events a minute and a day by key (429; \`RateLimit\` headers).`

function operationsToPaths(all: readonly Operation[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {}
  for (const operation of all) {
    const described = operationToObject(operation)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described }
  }
  return paths
}

type WebhookType = keyof typeof webhookMessages

const webhookSummaries: Record<WebhookType, string> = {
  'plan.published': 'Something else is in force in a pool',
  'pool.archived': 'A pool was taken out of force',
  'alert.opened': 'Somebody should look at something',
  'alert.closed': 'What somebody should have looked at is over',
  'endpoint.test': 'To try an endpoint',
}

/** What we send to registered endpoints, signed as Standard Webhooks says. */
function messagesToWebhooks(): ZodOpenApiPathsObject {
  const types = Object.keys(webhookMessages) as WebhookType[]
  return Object.fromEntries(types.map((type) => [type, { post: messageToObject(type, webhookMessages[type]) }]))
}

function messageToObject(type: WebhookType, schema: z.ZodType): ZodOpenApiOperationObject {
  return {
    operationId: `receive_${type.replace('.', '_')}`,
    summary: webhookSummaries[type],
    description:
      'Verify the signature over the raw body before you read it; answer 2xx within 15 seconds. A `webhook-id` you have seen is a repeat.',
    tags: ['Webhooks'],
    security: [],
    requestParams: { header: webhookHeaders },
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: {
      '2XX': { description: 'Received.' },
      410: { description: 'No more messages: the endpoint is disabled.' },
      default: {
        description: 'Not received: it is sent again, up to eight times over about a day. Redirects are not followed.',
      },
    },
  }
}

const webhookHeaders = z.strictObject({
  'webhook-id': z.string().meta({
    description: 'The message; the same on every attempt.',
    examples: ['msg_0d58dcb11810203d1e538f8ad6a8d301'],
  }),
  'webhook-timestamp': z
    .string()
    .meta({ description: 'The attempt, in seconds since 1970.', examples: ['1795338005'] }),
  'webhook-signature': z.string().meta({
    description: 'One or, while a secret is replaced, two signatures of `id.timestamp.body`, divided by a space.',
    examples: ['v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='],
  }),
})

function operationToObject(operation: Operation): ZodOpenApiOperationObject {
  const { params: path, query, requestHeaders: header } = operation
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: [operation.description, limitSentence(operation), scopeSentence(operation)]
      .filter(Boolean)
      .join('\n\n'),
    tags: [...operation.tags],
    ...(operation.scopes.length === 0 ? { security: [] } : {}),
    requestParams: { ...(path ? { path } : {}), ...(query ? { query } : {}), ...(header ? { header } : {}) },
    ...(operation.body ? { requestBody: { required: true, content: bodyToContent(operation.body) } } : {}),
    responses: responsesToObject(operation),
  }
}

function limitSentence({ body, bodyLimit }: Operation): string {
  if (body === undefined) return ''
  const stream = 'application/x-ndjson' in body ? '; a stream is not limited' : ''
  return `A body has at most ${(bodyLimit ?? BODY_BYTES) / 1_048_576} MiB (413)${stream}.`
}

function scopeSentence({ scopes, alsoScopes = [] }: Operation): string {
  if (scopes.length === 0) return ''
  const also = alsoScopes.map((scope) => `\`${scope}\`, and `).join('')
  return `The key needs ${also}${scopes.map((scope) => `\`${scope}\``).join(' or ')}.`
}

function bodyToContent(body: NonNullable<Operation['body']>) {
  return Object.fromEntries(Object.entries(body).map(([mediaType, schema]) => [mediaType, { schema }]))
}

function responsesToObject(operation: Operation): ZodOpenApiResponsesObject {
  const named = Object.entries(operation.responses).map(([status, response]) => [
    status,
    responseToObject(response, operation),
  ])
  return { ...Object.fromEntries(named), default: problemResponse }
}

/** Said in every answer to a key. */
const limitHeaders = {
  'ratelimit-policy': optionalHeader(rateLimitPolicyHeader),
  ratelimit: optionalHeader(rateLimitHeader),
}

function responseToObject(response: OperationResponse, { scopes }: Operation) {
  const { description, body, mediaType = 'application/json', alternatives } = response
  const headers =
    scopes.length === 0 ? response.headers : (response.headers ?? z.strictObject({})).safeExtend(limitHeaders)
  return {
    description,
    ...(headers ? { headers } : {}),
    ...(body ? { content: bodyToContent({ [mediaType]: body, ...alternatives }) } : {}),
  }
}

/** Every operation may also answer one of these; docs/problems.md lists the codes and their statuses. */
const problemResponse = {
  id: 'Problem',
  description: 'Refused or failed. The `code` says why; 401, 405, 429 and 503 carry headers that say what to do.',
  headers: z.strictObject({
    'x-request-id': requestIdHeader,
    'retry-after': optionalHeader(retryAfterHeader),
    'www-authenticate': optionalHeader(wwwAuthenticateHeader),
    ...limitHeaders,
  }),
  content: { 'application/problem+json': { schema: problem } },
}
