import { type components, items, type SluiceClient } from '@sluice/client'
import { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { overlapHours } from '../overlap.ts'
import { table } from '../table.ts'
import { deliveriesCommand, replayCommand, testCommand } from './webhook-delivery.ts'

type Endpoint = components['schemas']['WebhookEndpoint']
type Settings = components['schemas']['WebhookEndpointSettings']

interface PutOptions extends ApiCommandOptions {
  id?: string
  events: string[]
  pools?: string[]
  disabled?: boolean
  description?: string
}

/** `sluice webhook list|put|rotate|remove|test|deliveries|replay` */
export function webhookCommand(context: Context): Command {
  return new Command('webhook')
    .summary('addresses that get plans and alerts')
    .description('Addresses that messages are posted to, signed by Standard Webhooks; docs/following.md explains them.')
    .addCommand(listCommand(context))
    .addCommand(putCommand(context))
    .addCommand(rotateCommand(context))
    .addCommand(removeCommand(context))
    .addCommand(testCommand(context))
    .addCommand(deliveriesCommand(context))
    .addCommand(replayCommand(context))
}

function listCommand(context: Context): Command {
  return apiCommand('list', {
    summary: 'list the addresses, and how sending goes',
    description: 'Lists the endpoints in order of their ids. Never their secrets.',
    scope: 'plans:read',
    json: 'print them as a JSON list',
    example: 'webhook list',
  }).action(async (options: ApiCommandOptions) => {
    const endpoints = await withApi(context, options, (api) => allOf(items(api, '/v1/webhook-endpoints', {})))
    context.out(options.json ? JSON.stringify(endpoints) : endpointsText(endpoints))
  })
}

function endpointsText(endpoints: readonly Endpoint[]): string {
  if (endpoints.length === 0) return 'No webhook endpoints.'
  const rows = endpoints.map((endpoint) => [
    endpoint.id,
    stateOf(endpoint),
    endpoint.url,
    endpoint.eventTypes.join(' '),
    endpoint.poolIds?.join(' ') ?? 'all',
  ])
  return table(['ENDPOINT', 'STATE', 'URL', 'EVENTS', 'POOLS'], rows)
}

function stateOf({ enabled, disabledReason, failingSince }: Endpoint): string {
  if (!enabled) return disabledReason === null ? 'disabled' : `disabled: ${disabledReason}`
  return failingSince === null ? 'on' : 'failing'
}

function putCommand(context: Context): Command {
  return apiCommand('put', {
    summary: 'add an address, or change what is sent to it',
    description: 'Without --id a new endpoint, whose secret is shown this once; with --id that one, whole.',
    scope: 'config:write',
    json: 'print what the API answers',
    example: 'webhook put https://tools.example.com/sluice --events plan.published --pools georgia',
  })
    .argument('<url>', 'where messages are posted to')
    .option('--id <endpoint>', 'change this one')
    .option('--events <types...>', 'plan.published, pool.archived, alert.opened, alert.closed', [
      'plan.published',
      'pool.archived',
    ])
    .option('--pools <ids...>', 'of which pools (unset: of all)')
    .option('--disabled', 'tell nothing from now on')
    .option('--description <text>', 'for people')
    .action(async (url: string, options: PutOptions) => {
      const endpoint = await withApi(context, options, (api) => put(api, toSettings(url, options), options.id))
      if (options.json) return context.out(JSON.stringify(endpoint))
      if (endpoint.secret === undefined) return context.out(`${endpoint.id} is as given.`)
      context.err(`${endpoint.id} gets messages from now on. Keep its secret now: it is not shown again.`)
      context.out(endpoint.secret)
    })
}

function toSettings(url: string, { events, pools, disabled, description }: PutOptions): Settings {
  return {
    url,
    // The service says which types there are.
    eventTypes: events as Settings['eventTypes'],
    ...(pools === undefined ? {} : { poolIds: pools }),
    enabled: disabled !== true,
    ...(description === undefined ? {} : { description }),
  }
}

/** The endpoint; with its secret where it is new. */
async function put(
  api: SluiceClient,
  body: Settings,
  endpointId: string | undefined,
): Promise<Endpoint & { secret?: string }> {
  if (endpointId === undefined) return dataOf(api.POST('/v1/webhook-endpoints', { body }))
  return dataOf(api.PUT('/v1/webhook-endpoints/{endpointId}', { params: { path: { endpointId } }, body }))
}

/** As the service says: a week. */
const MOST_OVERLAP_HOURS = 168

interface RotateOptions extends ApiCommandOptions {
  overlapHours?: number
}

function rotateCommand(context: Context): Command {
  return apiCommand('rotate', {
    summary: 'give an address another secret',
    description:
      'For the overlap messages carry two signatures, so that the receiver can be changed without a gap. The new secret is shown this once.',
    scope: 'config:write',
    json: 'print what the API answers',
    example: 'webhook rotate we_0d58dcb11810203d1e538f8ad6a8d301',
  })
    .argument('<endpoint>', 'id of the endpoint')
    .option(
      '--overlap-hours <hours>',
      'how long the secret it had signs too (unset: 24)',
      overlapHours(MOST_OVERLAP_HOURS),
    )
    .action(async (endpointId: string, options: RotateOptions) => {
      const params = { path: { endpointId } }
      const { overlapHours: hours } = options
      const body = hours === undefined ? {} : { overlapSeconds: Math.round(hours * 3_600) }
      const endpoint = await withApi(context, options, (api) =>
        dataOf(api.POST('/v1/webhook-endpoints/{endpointId}/secret/rotate', { params, body })),
      )
      if (options.json) return context.out(JSON.stringify(endpoint))
      const until = endpoint.previousSecretUntil
      context.err(
        `The secret it had ${until === null ? 'ended' : `signs until ${until} too`}. Keep the new one now: it is not shown again.`,
      )
      context.out(endpoint.secret)
    })
}

function removeCommand(context: Context): Command {
  return apiCommand('remove', {
    summary: 'tell an address no more',
    description: 'With everything on its way and its log.',
    scope: 'config:write',
    json: 'print its id as JSON',
    example: 'webhook remove we_0d58dcb11810203d1e538f8ad6a8d301',
  })
    .argument('<endpoint>', 'id of the endpoint')
    .action(async (endpointId: string, options: ApiCommandOptions) => {
      const params = { path: { endpointId } }
      await withApi(context, options, (api) => api.DELETE('/v1/webhook-endpoints/{endpointId}', { params }))
      context.out(options.json ? JSON.stringify({ id: endpointId }) : `${endpointId} gets no more messages.`)
    })
}
