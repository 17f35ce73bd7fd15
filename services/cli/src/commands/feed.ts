import { type components, items } from '@sluice/client'
import { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { wholeNumber } from '../option-readers.ts'
import { feedListText, feedText } from '../text/feed-text.ts'

interface PutOptions extends ApiCommandOptions {
  mapping: string
  source: string
  interval?: number
  states?: string[]
  disabled?: boolean
}

/** `sluice feed list|show|put|poll|remove` */
export function feedCommand(context: Context): Command {
  return new Command('feed')
    .summary('which published feeds of openings are polled, and how that goes')
    .description('Feeds in the form of SMART Scheduling Links, which the worker polls; docs/fhir.md explains them.')
    .addCommand(listCommand(context))
    .addCommand(showCommand(context))
    .addCommand(putCommand(context))
    .addCommand(pollCommand(context))
    .addCommand(removeCommand(context))
}

function listCommand(context: Context): Command {
  return apiCommand('list', {
    summary: 'which feeds there are, and how polling each goes',
    description: 'Lists the feeds in order of their ids.',
    scope: 'plans:read',
    json: 'print them as a JSON list',
    example: 'feed list',
  }).action(async (options: ApiCommandOptions) => {
    const feeds = await withApi(context, options, (api) => allOf(items(api, '/v1/feeds', {})))
    context.out(options.json ? JSON.stringify(feeds) : feedListText(feeds))
  })
}

function showCommand(context: Context): Command {
  return apiCommand('show', {
    summary: 'one feed: its settings, and what its last poll found',
    description:
      'Shows when it was polled, what that found, what could not be placed, and which locations left the set.',
    scope: 'plans:read',
    json: 'print it as the API gives it',
    example: 'feed show rite-aid',
  })
    .argument('<feed>', 'id of the feed')
    .action(async (feedId: string, options: ApiCommandOptions) => {
      const params = { path: { feedId } }
      const feed = await withApi(context, options, (api) => dataOf(api.GET('/v1/feeds/{feedId}', { params })))
      context.out(options.json ? JSON.stringify(feed) : feedText(feed))
    })
}

function putCommand(context: Context): Command {
  return apiCommand('put', {
    summary: 'have a feed polled, or change how',
    description:
      'Replaces all settings: those not given get their defaults. Its mapping must exist: `mapping put`. It is polled at once, but not within a minute of its last poll.',
    scope: 'config:write',
    json: 'print what the API answers',
    example: "feed put rite-aid 'https://example.org/$bulk-publish' --mapping rite-aid --source /feeds/rite-aid",
  })
    .argument('<feed>', 'id of the feed, of your choice')
    .argument('<url>', 'of its manifest, which ends in $bulk-publish: in single quotes, for the shell')
    .requiredOption('--mapping <id>', 'the mapping it is counted by')
    .requiredOption('--source <name>', 'the source of its events')
    .option(
      '--interval <minutes>',
      'from the end of a poll to the next, 1 to 5 (unset: 2)',
      wholeNumber('--interval', { least: 1, most: 5 }),
    )
    .option('--states <codes...>', 'only files of these states, and those that name none (unset: all)')
    .option('--disabled', 'not polled from now on; its figures stay and age')
    .action(async (feedId: string, url: string, options: PutOptions) => {
      const params = { path: { feedId } }
      const body = toFeed(url, options)
      const answer = await withApi(context, options, (api) => dataOf(api.PUT('/v1/feeds/{feedId}', { params, body })))
      if (options.json) return context.out(JSON.stringify(answer))
      if (!answer.changed) return context.out('It was so already.')
      context.out(options.disabled ? `${feedId} is not polled any more.` : `${feedId} is polled from now on.`)
    })
}

function toFeed(url: string, { mapping, source, interval, states, disabled }: PutOptions) {
  return {
    url,
    mappingId: mapping,
    source,
    enabled: disabled !== true,
    ...(interval === undefined ? {} : { intervalMinutes: interval }),
    ...(states === undefined ? {} : { states }),
  } satisfies components['schemas']['FeedConfiguration']
}

function pollCommand(context: Context): Command {
  return apiCommand('poll', {
    summary: 'poll a feed now',
    description: 'The worker does it, but not within a minute of its last poll; `feed show` says how it went.',
    scope: 'config:write',
    json: 'print what the API answers',
    example: 'feed poll rite-aid',
  })
    .argument('<feed>', 'id of the feed')
    .action(async (feedId: string, options: ApiCommandOptions) => {
      const params = { path: { feedId } }
      const due = await withApi(context, options, (api) => dataOf(api.POST('/v1/feeds/{feedId}/poll', { params })))
      if (options.json) return context.out(JSON.stringify(due))
      context.out(
        due.nextPollAt === null
          ? `${feedId} is switched off: \`feed put\` without --disabled has it polled.`
          : `${feedId} is due at ${due.nextPollAt}.`,
      )
    })
}

function removeCommand(context: Context): Command {
  return apiCommand('remove', {
    summary: 'poll a feed no more',
    description: 'It is archived. What was stored stays and ages; `feed put` brings it back.',
    scope: 'config:write',
    json: 'print what the API answers',
    example: 'feed remove rite-aid',
  })
    .argument('<feed>', 'id of the feed')
    .action(async (feedId: string, options: ApiCommandOptions) => {
      const params = { path: { feedId } }
      const answer = await withApi(context, options, (api) => dataOf(api.DELETE('/v1/feeds/{feedId}', { params })))
      context.out(options.json ? JSON.stringify(answer) : `${feedId} is polled no more.`)
    })
}
