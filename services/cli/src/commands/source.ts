import { type components, items, ProblemError, type SluiceClient } from '@sluice/client'
import { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { exitCodes, Failure } from '../failure.ts'
import { wholeNumber } from '../option-readers.ts'
import { isSourceId, toSourceId } from '../source-name.ts'
import { sourceSettingsListText, sourceSettingsText } from '../text/source-settings-text.ts'
import { type Delivery, deliveriesText, sourceText } from '../text/source-text.ts'
import { addSecretCommand, removeSecretCommand } from './source-secret.ts'

type Configuration = components['schemas']['SourceConfiguration']

/** Newest lines of deliveries that are shown of a source. */
const DELIVERIES = 50

/** `sluice source list|show|set|remove|add-secret|remove-secret` */
export function sourceCommand(context: Context): Command {
  return new Command('source')
    .summary('settings of single sources')
    .description(
      'How often a source reports, which ids it may use, who may send its events and whether they must be signed; docs/events.md explains it. What arrives is shown by `sources`.',
    )
    .addCommand(listCommand(context))
    .addCommand(showCommand(context))
    .addCommand(setCommand(context))
    .addCommand(removeCommand(context))
    .addCommand(addSecretCommand(context))
    .addCommand(removeSecretCommand(context))
}

function listCommand(context: Context): Command {
  return apiCommand('list', {
    summary: 'which sources are configured, and how',
    description: 'Lists them in order of their names. `sources` lists all that were ever seen.',
    scope: 'plans:read',
    json: 'print them as a JSON list',
    example: 'source list',
  }).action(async (options: ApiCommandOptions) => {
    const sources = await withApi(context, options, (api) => allOf(items(api, '/v1/sources', {})))
    const configured = sources.filter(({ settings }) => settings !== null)
    context.out(options.json ? JSON.stringify(configured) : sourceSettingsListText(configured))
  })
}

function showCommand(context: Context): Command {
  return apiCommand('show', {
    summary: 'one source: its settings, and what arrived from it lately',
    description: `Shows its settings, what was seen of it, and its ${DELIVERIES} newest deliveries.`,
    scope: 'plans:read',
    json: 'print it as the API gives it',
    example: 'source show /ehr/smyrna',
  })
    .argument('<source>', 'its name, or its id as `sources` shows it')
    .action(async (nameOrId: string, options: ApiCommandOptions) => {
      const path = { sourceId: toSourceId(nameOrId) }
      const [source, deliveries] = await withApi(context, options, async (api) => {
        const found = await dataOf(api.GET('/v1/sources/{sourceId}', { params: { path } }))
        const query = { limit: DELIVERIES }
        const page = await dataOf(api.GET('/v1/sources/{sourceId}/deliveries', { params: { path, query } }))
        return [found, page.items satisfies Delivery[]] as const
      })
      if (options.json) return context.out(JSON.stringify({ source, deliveries }))
      context.out([sourceText(source), sourceSettingsText(source.settings), deliveriesText(deliveries)].join('\n\n'))
    })
}

interface SetOptions extends ApiCommandOptions {
  /** false: none. */
  name?: string | false
  every?: number | false
  numericIds?: boolean
  signed?: boolean
  keys?: string[] | false
}

function setCommand(context: Context): Command {
  return apiCommand('set', {
    summary: 'say more of a source',
    description:
      'Changes the settings given and leaves the rest as it is; the source need not have been seen. Digits-only ids, signatures and keys protect your data: the key needs keys:admin as well. Which of two sources counts is a priority in the policy of a pool (`apply`).',
    scope: 'config:write',
    json: 'print what the API answers',
    example: 'source set /ehr/smyrna --every 60 --keys 3fK9pQ2mXw7a',
  })
    .argument('<source>', 'its name, or its id if it is known')
    .option('--name <text>', 'for people')
    .option('--no-name', 'it has none')
    .option(
      '--every <minutes>',
      'how often it reports: after 3 times this it is silent',
      wholeNumber('--every', { least: 1, most: 525_600 }),
    )
    .option('--no-every', 'nobody says how often')
    .option('--numeric-ids', 'its ids may be digits alone')
    .option('--no-numeric-ids', 'they may not')
    .option('--signed', 'its events must be signed (`add-secret` first)')
    .option('--no-signed', 'they need not')
    .option('--keys <ids...>', 'the only keys that may send its events')
    .option('--no-keys', 'any key that may send events may')
    .action(async (nameOrId: string, options: SetOptions) => {
      const changes = toChanges(options)
      if (Object.keys(changes).length === 0) throw new Failure('Say what to set.', { code: exitCodes.badInput })
      const answer = await withApi(context, options, (api) => set(api, nameOrId, changes))
      if (options.json) return context.out(JSON.stringify(answer))
      context.out(
        answer.changed ? `${nameOrId} is as given. Ingestion follows within five seconds.` : 'It was so already.',
      )
    })
}

/** The settings that were given. The service says what is wrong with them. */
function toChanges({ name, every, numericIds, signed, keys }: SetOptions): Partial<Configuration> {
  return {
    ...(name === undefined ? {} : { name: name === false ? null : name }),
    ...(every === undefined ? {} : { expectedIntervalMinutes: every === false ? null : every }),
    ...(numericIds === undefined ? {} : { acceptsNumericIds: numericIds }),
    ...(signed === undefined ? {} : { requireSignature: signed }),
    ...(keys === undefined ? {} : { keyIds: keys === false ? null : keys }),
  }
}

/** Under the condition that the settings are as they were just now: those that were not given must not come back. */
async function set(api: SluiceClient, nameOrId: string, changes: Partial<Configuration>) {
  const path = { sourceId: toSourceId(nameOrId) }
  const known = await find(api, path)
  const source = isSourceId(nameOrId) ? known?.source : nameOrId
  if (!source) throw new Failure('No source of this id was seen yet: give its name.', { code: exitCodes.badInput })
  if (!known?.settings) {
    const header = { 'if-none-match': '*' }
    return dataOf(api.PUT('/v1/sources/{sourceId}', { params: { path, header }, body: { source, ...changes } }))
  }
  const { version, signingSecrets: _, ...settings } = known.settings
  const header = { 'if-match': `"${version}"` }
  const body = { source, ...settings, ...changes }
  return dataOf(api.PUT('/v1/sources/{sourceId}', { params: { path, header }, body }))
}

/** What is known of a source; undefined: it was neither seen nor configured. */
async function find(api: SluiceClient, path: { sourceId: string }) {
  try {
    return await dataOf(api.GET('/v1/sources/{sourceId}', { params: { path } }))
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'source-not-found') return undefined
    throw error
  }
}

function removeCommand(context: Context): Command {
  return apiCommand('remove', {
    summary: 'remove the settings of a source',
    description:
      'Its signing secrets are deleted and its events are taken like any other source’s; what was seen of it stays. Where the settings protect your data the key needs keys:admin as well.',
    scope: 'config:write',
    json: 'print what the API answers',
    example: 'source remove /ehr/smyrna',
  })
    .argument('<source>', 'its name, or its id')
    .action(async (nameOrId: string, options: ApiCommandOptions) => {
      const params = { path: { sourceId: toSourceId(nameOrId) } }
      const answer = await withApi(context, options, (api) => dataOf(api.DELETE('/v1/sources/{sourceId}', { params })))
      context.out(options.json ? JSON.stringify(answer) : `Nothing is configured of ${nameOrId} any more.`)
    })
}
