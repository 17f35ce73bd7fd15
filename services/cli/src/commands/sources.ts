import { items } from '@sluice/client'
import type { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { type Delivery, deliveriesText, sourceListText, sourceText } from '../text/source-text.ts'

/** Newest lines of deliveries that are shown of a source. */
const DELIVERIES = 50

/** `sluice sources [source]` */
export function sourcesCommand(context: Context): Command {
  return apiCommand('sources', {
    summary: 'who reports, and what arrives',
    description:
      'Lists sources; with the id of one, what is known of it and what arrived from it lately. If nothing arrives, look at `unknown`: what was refused before its source was known, by key.',
    scope: 'plans:read',
    json: 'print it as the API gives it',
    example: 'sources unknown',
  })
    .argument('[source]', 'id of a source as the list shows it, or `unknown`')
    .action((sourceId: string | undefined, options: ApiCommandOptions) =>
      sourceId === undefined ? listSources(context, options) : showSource(context, sourceId, options),
    )
}

async function listSources(context: Context, options: ApiCommandOptions): Promise<void> {
  const sources = await withApi(context, options, (api) => allOf(items(api, '/v1/sources', {})))
  context.out(options.json ? JSON.stringify(sources) : sourceListText(sources))
}

async function showSource(context: Context, sourceId: string, options: ApiCommandOptions): Promise<void> {
  const path = { sourceId }
  const [source, deliveries] = await withApi(context, options, async (api) => {
    const found = await dataOf(api.GET('/v1/sources/{sourceId}', { params: { path } }))
    const query = { limit: DELIVERIES }
    const page = await dataOf(api.GET('/v1/sources/{sourceId}/deliveries', { params: { path, query } }))
    return [found, page.items satisfies Delivery[]] as const
  })
  context.out(
    options.json ? JSON.stringify({ source, deliveries }) : `${sourceText(source)}\n\n${deliveriesText(deliveries)}`,
  )
}
