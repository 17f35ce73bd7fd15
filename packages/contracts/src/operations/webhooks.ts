import { z } from 'zod'
import { requestIdHeader } from '../headers.ts'
import { integerText } from '../integer-text.ts'
import { pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { shownWebhookEndpoint, webhookDelivery, webhookEndpoint, webhookEndpointSettings } from '../webhook.ts'
import { changeHeaders, mayRead, mayWrite, pageRequestHeaders, pageResponses, preconditions } from './configuration.ts'

const endpointId = z
  .string()
  .regex(/^we_[0-9a-f]{32}$/, 'we_ and 32 hexadecimal digits')
  .meta({ description: 'The endpoint.', examples: ['we_0d58dcb11810203d1e538f8ad6a8d301'] })
const params = z.strictObject({ endpointId })
const headers = z.strictObject({ 'x-request-id': requestIdHeader })
const started = z
  .strictObject({
    deliveryId: z
      .int()
      .min(1)
      .meta({ description: 'Its id in the list of messages.', examples: [4_711] }),
  })
  .meta({ id: 'DeliveryStarted', description: 'A message on its way.' })

export const listWebhookEndpoints = defineOperation({
  id: 'listWebhookEndpoints',
  method: 'get',
  path: '/v1/webhook-endpoints',
  summary: 'Webhook endpoints',
  description: 'In order of their ids.',
  tags: ['Webhooks'],
  scopes: mayRead,
  query: z.strictObject(pageQuery),
  requestHeaders: pageRequestHeaders,
  responses: pageResponses('WebhookEndpointList', webhookEndpoint),
})

export const createWebhookEndpoint = defineOperation({
  id: 'createWebhookEndpoint',
  method: 'post',
  path: '/v1/webhook-endpoints',
  summary: 'Create a webhook endpoint',
  description:
    'Messages are signed as Standard Webhooks 1.0.0 says and sent at least once: up to eight attempts over about a day until the answer is 2xx. An answer of 410 disables the endpoint for good. A private address is refused (422), now and whenever the name resolves to one. A repeat makes another endpoint, and both get messages: where the answer was lost, look for the first in the list and delete it.',
  tags: ['Webhooks'],
  scopes: mayWrite,
  body: { 'application/json': webhookEndpointSettings },
  responses: {
    201: {
      description: 'The endpoint with its secret. Messages go to it from now on.',
      body: shownWebhookEndpoint,
      headers: changeHeaders,
    },
  },
})

export const getWebhookEndpoint = defineOperation({
  id: 'getWebhookEndpoint',
  method: 'get',
  path: '/v1/webhook-endpoints/{endpointId}',
  summary: 'One webhook endpoint',
  description: 'Without its secret, which is shown once.',
  tags: ['Webhooks'],
  scopes: mayRead,
  params,
  responses: {
    200: { description: 'The endpoint, without its secret.', body: webhookEndpoint, headers: changeHeaders },
  },
})

export const putWebhookEndpoint = defineOperation({
  id: 'putWebhookEndpoint',
  method: 'put',
  path: '/v1/webhook-endpoints/{endpointId}',
  summary: 'Change a webhook endpoint',
  description:
    'Replaces all settings. Its failures are forgotten; messages that wait for their next attempt keep their time.',
  tags: ['Webhooks'],
  scopes: mayWrite,
  params,
  requestHeaders: preconditions,
  body: { 'application/json': webhookEndpointSettings },
  responses: { 200: { description: 'The endpoint as it is now.', body: webhookEndpoint, headers: changeHeaders } },
})

export const deleteWebhookEndpoint = defineOperation({
  id: 'deleteWebhookEndpoint',
  method: 'delete',
  path: '/v1/webhook-endpoints/{endpointId}',
  summary: 'Delete a webhook endpoint',
  description: 'Messages that are still to be sent are dropped, and its log is deleted.',
  tags: ['Webhooks'],
  scopes: mayWrite,
  params,
  responses: { 204: { description: 'Deleted.', headers } },
})

export const rotateWebhookSecret = defineOperation({
  id: 'rotateWebhookSecret',
  method: 'post',
  path: '/v1/webhook-endpoints/{endpointId}/secret/rotate',
  summary: 'Rotate the secret of a webhook endpoint',
  description:
    'During the overlap, a day by default, messages carry two signatures, so that you can change the receiver without a gap. 409 while an overlap is under way, also for a repeat after an answer was lost, unless `overlapSeconds` is 0: then both secrets end at once, as when one has leaked.',
  tags: ['Webhooks'],
  scopes: mayWrite,
  params,
  body: {
    'application/json': z
      .strictObject({
        overlapSeconds: z
          .int()
          .min(0)
          .max(604_800)
          .default(86_400)
          .meta({
            description: 'How long the old secret signs beside the new one.',
            'x-unit': 'seconds',
            examples: [86_400],
          }),
      })
      .meta({ id: 'WebhookRotation', description: 'How to replace a secret.' }),
  },
  responses: {
    200: { description: 'The new secret signs from now on.', body: shownWebhookEndpoint, headers: changeHeaders },
  },
})

export const testWebhookEndpoint = defineOperation({
  id: 'testWebhookEndpoint',
  method: 'post',
  path: '/v1/webhook-endpoints/{endpointId}/test',
  summary: 'Send a test message',
  description:
    'Of type `endpoint.test`, signed and retried like any other. 409 where the endpoint is disabled. A repeat sends another message.',
  tags: ['Webhooks'],
  scopes: mayWrite,
  params,
  responses: { 202: { description: 'The message is on its way.', body: started, headers } },
})

export const listWebhookDeliveries = defineOperation({
  id: 'listWebhookDeliveries',
  method: 'get',
  path: '/v1/webhook-endpoints/{endpointId}/deliveries',
  summary: 'Messages to a webhook endpoint',
  description: 'Newest first, of the last 30 days, with what became of each.',
  tags: ['Webhooks'],
  scopes: mayRead,
  params,
  query: z.strictObject(pageQuery),
  requestHeaders: pageRequestHeaders,
  responses: pageResponses('WebhookDeliveryList', webhookDelivery),
})

export const replayWebhookDelivery = defineOperation({
  id: 'replayWebhookDelivery',
  method: 'post',
  path: '/v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/replay',
  summary: 'Send a message again',
  description:
    'With the same `webhook-id`, whether it had arrived or not, and with all attempts again. A repeat does the same.',
  tags: ['Webhooks'],
  scopes: mayWrite,
  params: z.strictObject({
    endpointId,
    deliveryId: integerText({
      description: 'The message, by its `id` in the list.',
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      example: 4_711,
    }),
  }),
  responses: { 202: { description: 'The message is on its way.', body: started, headers } },
})
