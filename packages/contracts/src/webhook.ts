import { z } from 'zod'
import { alert } from './alert.ts'
import { instant } from './calendar.ts'
import { identifier } from './identifier.ts'
import { planNews } from './plan-news.ts'

export const webhookEventTypes = ['plan.published', 'pool.archived', 'alert.opened', 'alert.closed'] as const

const eventType = z.enum(webhookEventTypes).meta({
  description:
    'plan.published: what is in force in a pool changed, by itself or because it was approved. pool.archived: a pool was taken out of force, and its budgets with it. alert.opened, alert.closed: somebody should look at something, or no longer needs to.',
  examples: ['plan.published'],
})

/** What a person configures of an endpoint. */
export const webhookEndpointSettings = z
  .strictObject({
    url: z
      .string()
      .max(2_048)
      .meta({
        description:
          'Where messages are posted to: https on port 443 of a public address, or anything in `OUTBOUND_ALLOWED_NETWORKS`. Without credentials.',
        examples: ['https://tools.example.com/sluice'],
      }),
    eventTypes: z
      .array(eventType)
      .min(1)
      .max(20)
      .meta({ description: 'What is sent.', examples: [['plan.published', 'pool.archived']] }),
    poolIds: z
      .array(identifier.meta({ description: 'A pool.', examples: ['georgia'] }))
      .min(1)
      .max(1_000)
      .nullable()
      .default(null)
      .meta({ description: 'For which pools; null: all, including future ones.', examples: [['georgia']] }),
    enabled: z
      .boolean()
      .default(true)
      .meta({
        description: 'false: nothing that happens from now on is sent; messages still on their way wait.',
        examples: [true],
      }),
    description: z
      .string()
      .max(200)
      .default('')
      .meta({ description: 'For people.', examples: ['Bid tool of the agency'] }),
  })
  .meta({ id: 'WebhookEndpointSettings', description: 'Where to send messages, and which.' })

const endpointFields = {
  id: z
    .string()
    .regex(/^we_[0-9a-f]{32}$/)
    .meta({ description: 'Its id.', examples: ['we_0d58dcb11810203d1e538f8ad6a8d301'] }),
  ...webhookEndpointSettings.shape,
  disabledReason: z
    .enum(['gone', 'failing'])
    .nullable()
    .meta({
      description:
        'Why it was disabled by itself: gone: it answered 410. failing: nothing but failures for a day. null: it was not. PUT with `enabled: true` enables it again.',
      examples: ['gone'],
    }),
  failingSince: instant
    .nullable()
    .meta({ description: 'The first of its failures in a row; null: the last message arrived.', examples: [null] }),
  previousSecretUntil: instant.nullable().meta({
    description: 'Until then messages carry two signatures, the newer secret’s first; null: one.',
    examples: ['2026-11-23T09:00:00Z'],
  }),
  version: z
    .int()
    .min(1)
    .meta({ description: 'Counts its changes; its ETag is this number in quotes.', examples: [3] }),
  createdAt: instant.meta({ description: 'When it was made.', examples: ['2026-11-22T09:00:00Z'] }),
}

export const webhookEndpoint = z
  .strictObject(endpointFields)
  .meta({ id: 'WebhookEndpoint', description: 'An address that gets messages, and how that goes. Never its secret.' })

export const shownWebhookEndpoint = z
  .strictObject({
    ...endpointFields,
    secret: z.string().meta({
      description: 'What messages are signed with (Standard Webhooks, `v1`). Shown in this answer and in no other.',
      examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    }),
  })
  .meta({ id: 'ShownWebhookEndpoint', description: 'An endpoint with its secret.' })

export const webhookDelivery = z
  .strictObject({
    id: z
      .int()
      .min(1)
      .meta({ description: 'The delivery.', examples: [4_711] }),
    messageId: z.string().meta({
      description: 'The header `webhook-id`, the same on every attempt and replay, so that you can recognise a repeat.',
      examples: ['msg_0d58dcb11810203d1e538f8ad6a8d301'],
    }),
    type: z.string().meta({ description: 'Type of the message.', examples: ['plan.published'] }),
    status: z.enum(['pending', 'delivered', 'failed', 'dropped']).meta({
      description:
        'delivered: answered 2xx. failed: no attempt is left. dropped: the endpoint was disabled by itself first.',
      examples: ['delivered'],
    }),
    attempts: z
      .int()
      .min(0)
      .meta({ description: 'Attempts so far, since the last replay.', examples: [1] }),
    nextAttemptAt: instant
      .nullable()
      .meta({ description: 'null: none is to come.', examples: ['2026-11-22T09:05:00Z'] }),
    lastAttemptAt: instant.nullable().meta({ description: 'null: none yet.', examples: ['2026-11-22T09:00:00Z'] }),
    responseStatus: z
      .int()
      .nullable()
      .meta({
        description: 'Status of the answer to the last attempt; null: no answer. Its body is not read.',
        examples: [204],
      }),
    failure: z
      .string()
      .nullable()
      .meta({
        description: 'Why no answer came: `connect-timeout`, `address-not-allowed`, …; docs/following.md lists them.',
        examples: ['connect-timeout'],
      }),
    durationMs: z
      .int()
      .min(0)
      .nullable()
      .meta({ description: 'Duration of the last attempt.', 'x-unit': 'milliseconds', examples: [87] }),
    createdAt: instant.meta({ description: 'When it happened.', examples: ['2026-11-22T09:00:00Z'] }),
  })
  .meta({ id: 'WebhookDelivery', description: 'One message to one endpoint, and what became of it.' })

const message = <Type extends string, Data extends z.ZodType>(type: Type, data: Data, id: string) =>
  z
    .strictObject({
      type: z.literal(type).meta({ description: 'What happened.', examples: [type] }),
      timestamp: instant.meta({ description: 'When it happened.', examples: ['2026-11-22T09:00:00.412Z'] }),
      data,
    })
    .meta({ id, description: 'The body of a webhook.' })

/** What is sent, by type: the `webhooks` of the OpenAPI document. */
export const webhookMessages = {
  'plan.published': message('plan.published', planNews, 'PlanPublishedMessage'),
  'pool.archived': message(
    'pool.archived',
    z
      .strictObject({
        poolId: identifier.meta({ description: 'The pool.', examples: ['georgia-2025'] }),
        effectiveRevision: z
          .int()
          .min(1)
          .nullable()
          .meta({
            description:
              'Number of the archiving, which counts as a change of what is in force: higher than that of anything before. A pool that is put again has a higher one. null: it never had a plan.',
            examples: [22],
          }),
      })
      .meta({
        description: 'Nothing of the pool is in force any more; its plans stay readable.',
        examples: [{ poolId: 'georgia-2025', effectiveRevision: 22 }],
      }),
    'PoolArchivedMessage',
  ),
  'alert.opened': message('alert.opened', alert, 'AlertOpenedMessage'),
  'alert.closed': message('alert.closed', alert, 'AlertClosedMessage'),
  'endpoint.test': message(
    'endpoint.test',
    z
      .strictObject({
        endpointId: z.string().meta({
          description: 'The endpoint that was asked to be tested.',
          examples: ['we_0d58dcb11810203d1e538f8ad6a8d301'],
        }),
      })
      .meta({ description: 'What is tried.', examples: [{ endpointId: 'we_0d58dcb11810203d1e538f8ad6a8d301' }] }),
    'EndpointTestMessage',
  ),
} as const

export type WebhookEndpoint = z.output<typeof webhookEndpoint>
export type WebhookDelivery = z.output<typeof webhookDelivery>
