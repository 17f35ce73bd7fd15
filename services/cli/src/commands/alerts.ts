import { type components, items } from '@sluice/client'
import type { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { table } from '../table.ts'

type Alert = components['schemas']['Alert']

interface AlertsOptions extends ApiCommandOptions {
  all?: boolean
}

/** `sluice alerts` */
export function alertsCommand(context: Context): Command {
  return apiCommand('alerts', {
    summary: 'open and closed alerts',
    description: 'Lists open alerts of sources, feeds and pools, newest first.',
    scope: 'plans:read',
    json: 'print them as a JSON list',
    example: 'alerts --all',
  })
    .option('--all', 'closed ones too')
    .action(async (options: AlertsOptions) => {
      const query = { status: options.all ? ('all' as const) : ('open' as const) }
      const alerts = await withApi(context, options, (api) => allOf(items(api, '/v1/alerts', { query })))
      context.out(options.json ? JSON.stringify(alerts) : alertsText(alerts))
    })
}

function alertsText(alerts: readonly Alert[]): string {
  if (alerts.length === 0) return 'No open alerts.'
  const rows = alerts.map(({ openedAt, closedAt, kind, object, details }) => [
    openedAt,
    closedAt ?? 'open',
    kind,
    kind.startsWith('source_') && 'source' in details ? details.source : object,
    Object.entries(details)
      .filter(([name]) => name !== 'source')
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
  ])
  return table(['OPENED', 'CLOSED', 'KIND', 'WHAT', 'DETAILS'], rows)
}
