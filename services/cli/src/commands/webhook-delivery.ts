import { type components, items } from '@sluice/client'
import type { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { exitCodes, Failure } from '../failure.ts'
import { table } from '../table.ts'

type Delivery = components['schemas']['WebhookDelivery']

/** `sluice webhook deliveries` */
export function deliveriesCommand(context: Context): Command {
  return apiCommand('deliveries', {
    summary: 'messages to an address, and what became of them',
    description: 'Lists its messages of the last 30 days, newest first.',
    scope: 'plans:read',
    json: 'print them as a JSON list',
    example: 'webhook deliveries we_0d58dcb11810203d1e538f8ad6a8d301',
  })
    .argument('<endpoint>', 'id of the endpoint')
    .action(async (endpointId: string, options: ApiCommandOptions) => {
      const question = { path: { endpointId } }
      const deliveries = await withApi(context, options, (api) =>
        allOf(items(api, '/v1/webhook-endpoints/{endpointId}/deliveries', question)),
      )
      context.out(options.json ? JSON.stringify(deliveries) : deliveriesText(deliveries))
    })
}

function deliveriesText(deliveries: readonly Delivery[]): string {
  if (deliveries.length === 0) return 'No deliveries yet.'
  const rows = deliveries.map((one) => [
    String(one.id),
    one.createdAt,
    one.type,
    one.status,
    String(one.attempts),
    one.failure ?? (one.responseStatus === null ? '' : String(one.responseStatus)),
    one.nextAttemptAt ?? '',
  ])
  const numbers = ['DELIVERY', 'ATTEMPTS']
  return table(['DELIVERY', 'HAPPENED', 'TYPE', 'STATUS', 'ATTEMPTS', 'ANSWER', 'NEXT ATTEMPT'], rows, numbers)
}

/** `sluice webhook test` */
export function testCommand(context: Context): Command {
  return apiCommand('test', {
    summary: 'send an address a message to try it',
    description:
      'Of type endpoint.test, signed and retried like any other; `webhook deliveries` shows what becomes of it.',
    scope: 'config:write',
    json: 'print what the API answers',
    example: 'webhook test we_0d58dcb11810203d1e538f8ad6a8d301',
  })
    .argument('<endpoint>', 'id of the endpoint')
    .action(async (endpointId: string, options: ApiCommandOptions) => {
      const params = { path: { endpointId } }
      const started = await withApi(context, options, (api) =>
        dataOf(api.POST('/v1/webhook-endpoints/{endpointId}/test', { params })),
      )
      context.out(options.json ? JSON.stringify(started) : `Delivery ${started.deliveryId} is on its way.`)
    })
}

/** `sluice webhook replay` */
export function replayCommand(context: Context): Command {
  return apiCommand('replay', {
    summary: 'send a message again',
    description: 'With the same webhook-id, whether it had arrived or not, and with all its attempts again.',
    scope: 'config:write',
    json: 'print what the API answers',
    example: 'webhook replay we_0d58dcb11810203d1e538f8ad6a8d301 4711',
  })
    .argument('<endpoint>', 'id of the endpoint')
    .argument('<delivery>', 'number of the delivery, as `webhook deliveries` shows it')
    .action(async (endpointId: string, delivery: string, options: ApiCommandOptions) => {
      const params = { path: { endpointId, deliveryId: deliveryNumber(delivery) } }
      const started = await withApi(context, options, (api) =>
        dataOf(api.POST('/v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/replay', { params })),
      )
      context.out(options.json ? JSON.stringify(started) : `Delivery ${started.deliveryId} is on its way again.`)
    })
}

function deliveryNumber(text: string): number {
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text)
  throw new Failure('A delivery is named by its number, as `webhook deliveries` shows it.', {
    code: exitCodes.badInput,
  })
}
