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
      .meta({ description: 'Its line in the log of deliveries.', examples: [4_711] }),
  })
  .meta({ id: 'DeliveryStarted', description: 'A message on its way.' })

export const listWebhookEndpoints = defineOperation({
  id: 'listWebhookEndpoints',
  method: 'get',
  path: '/v1/webhook-endpoints',
  summary: 'Who is told',
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
  summary: 'Be told',
  description:
    'Messages are signed by Standard Webhooks 1.0.0 and sent at least once: up to eight attempts over about a day until the answer is 2xx; 410 ends it for good. An address inside is refused (422), now and whenever its name resolves to one. A repeat makes another endpoint, and both are told: where the answer was lost, look for it in the list and delete it.',
  tags: ['Webhooks'],
  scopes: mayWrite,
  body: { 'application/json': webhookEndpointSettings },
  responses: { 201: { description: 'It is told from now on.', body: shownWebhookEndpoint, headers: changeHeaders } },
})

export const getWebhookEndpoint = defineOperation({
  id: 'getWebhookEndpoint',
  method: 'get',
  path: '/v1/webhook-endpoints/{endpointId}',
  summary: 'An endpoint',
  description: 'Without its secret, which is shown once.',
  tags: ['Webhooks'],
  scopes: mayRead,
  params,
  responses: { 200: { description: 'It.', body: webhookEndpoint, headers: changeHeaders } },
})

export const putWebhookEndpoint = defineOperation({
  id: 'putWebhookEndpoint',
  method: 'put',
  path: '/v1/webhook-endpoints/{endpointId}',
  summary: 'Change an endpoint',
  description: 'Whole. Its failures are forgotten; what waits for its next attempt keeps its time.',
  tags: ['Webhooks'],
  scopes: mayWrite,
  params,
  requestHeaders: preconditions,
  body: { 'application/json': webhookEndpointSettings },
  responses: { 200: { description: 'It is as given.', body: webhookEndpoint, headers: changeHeaders } },
})

export const deleteWebhookEndpoint = defineOperation({
  id: 'deleteWebhookEndpoint',
  method: 'delete',
  path: '/v1/webhook-endpoints/{endpointId}',
  summary: 'Be told no more',
  description: 'With everything on its way and its log.',
  tags: ['Webhooks'],
  scopes: mayWrite,
  params,
  responses: { 204: { description: 'It is gone.', headers } },
})

export const rotateWebhookSecret = defineOperation({
  id: 'rotateWebhookSecret',
  method: 'post',
  path: '/v1/webhook-endpoints/{endpointId}/secret/rotate',
  summary: 'Give an endpoint another secret',
  description:
    'For the overlap, a day unless said, messages carry two signatures, so that the receiver can be changed without a gap. 409 while an overlap is under way, so also of a repeat where the answer was lost, unless `overlapSeconds` is 0: both secrets there are end at once then, as when one is known to others.',
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
            description: 'How long the secret it had signs beside the new one.',
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
  summary: 'Send a message to try it',
  description:
    'Of type `endpoint.test`, signed and tried again like any other. A disabled endpoint is told nothing: 409. A repeat sends another.',
  tags: ['Webhooks'],
  scopes: mayWrite,
  params,
  responses: { 202: { description: 'It is on its way.', body: started, headers } },
})

export const listWebhookDeliveries = defineOperation({
  id: 'listWebhookDeliveries',
  method: 'get',
  path: '/v1/webhook-endpoints/{endpointId}/deliveries',
  summary: 'What was told, and what became of it',
  description: 'Newest first, of the last 30 days.',
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
    'With the same `webhook-id`, whether it had arrived or not, and with all its attempts anew; so does a repeat.',
  tags: ['Webhooks'],
  scopes: mayWrite,
  params: z.strictObject({
    endpointId,
    deliveryId: integerText({
      description: 'The delivery.',
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      example: 4_711,
    }),
  }),
  responses: { 202: { description: 'It is on its way.', body: started, headers } },
})
