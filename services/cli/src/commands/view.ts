import { items } from '@sluice/client'
import { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { sentences, sentencesText } from '../text/sentences-text.ts'
import { marketingText, operationsText } from '../text/view-text.ts'

interface ViewOptions extends ApiCommandOptions {
  pool?: string
  location?: string
  moved?: boolean
  sentences?: boolean
}

/** `sluice view operations|marketing` */
export function viewCommand(context: Context): Command {
  return new Command('view')
    .summary('the plan in force in the words of those who read it')
    .description('For those who run clinics, and for those who spend the money.')
    .addCommand(
      viewOf('operations', 'openings, waits, and what advertising does because of them').action(
        async (options: ViewOptions) => {
          const lines = await withApi(context, options, (api) =>
            allOf(items(api, '/v1/views/operations', { query: questionOf(options) })),
          )
          context.out(shown(lines, options, operationsText))
        },
      ),
    )
    .addCommand(
      viewOf('marketing', 'budgets, what they should bring, and what limits them').action(
        async (options: ViewOptions) => {
          const lines = await withApi(context, options, (api) =>
            allOf(items(api, '/v1/views/marketing', { query: questionOf(options) })),
          )
          context.out(shown(lines, options, marketingText))
        },
      ),
    )
}

function viewOf(name: string, summary: string): Command {
  return apiCommand(name, {
    summary,
    description: `Prints ${summary}.`,
    scope: 'plans:read',
    json: 'print the lines as a JSON list',
    example: `view ${name} --pool georgia --moved`,
  })
    .option('--pool <id>', 'only this pool')
    .option('--location <id>', 'only this clinic')
    .option('--moved', 'only what the plan in force moved')
    .addOption(sentences())
}

function questionOf({ pool, location, moved }: ViewOptions) {
  return {
    moved: moved ? ('only' as const) : ('all' as const),
    ...(pool === undefined ? {} : { poolId: pool }),
    ...(location === undefined ? {} : { locationId: location }),
  }
}

function shown<Line extends { label: string; sentence: string }>(
  lines: readonly Line[],
  { json, sentences: inSentences }: ViewOptions,
  toText: (lines: readonly Line[]) => string,
): string {
  if (json) return JSON.stringify(lines)
  return inSentences && lines.length > 0 ? sentencesText(lines) : toText(lines)
}
