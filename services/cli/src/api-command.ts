import type { SluiceClient } from '@sluice/client'
import { Command } from 'commander'
import { type ApiOptions, connectApi, refusalAsFailure } from './api.ts'
import { exampleText } from './command-line.ts'
import type { Context } from './context.ts'
import { exitCodes, Failure } from './failure.ts'

/** What every command that speaks with the API takes. */
export interface ApiCommandOptions extends ApiOptions {
  json?: boolean
}

export interface ApiCommandText {
  summary: string
  description: string
  /** What the key must be allowed: plans:read. */
  scope: string
  /** What `--json` prints. */
  json: string
  /** What comes after `sluice`. */
  example: string
}

/** A command with the options of every command that speaks with the API: where, with which key, for whom it prints. */
export function apiCommand(name: string, { summary, description, scope, json, example }: ApiCommandText): Command {
  return new Command(name)
    .summary(summary)
    .description(description)
    .option('--url <url>', 'where Sluice is reached (unset: where `npm start` runs, else http://localhost:8080)')
    .option('--key <key>', `key with ${scope} (better: SLUICE_KEY, which others on this machine do not see)`)
    .option('--json', json)
    .addHelpText('after', exampleText(example))
}

/** Runs `work` with the API. @throws Failure with the reasons where the service refuses */
export async function withApi<T>(
  context: Context,
  options: ApiOptions,
  work: (api: SluiceClient) => Promise<T>,
): Promise<T> {
  const api = await connectApi(context, options)
  try {
    return await work(api)
  } catch (error) {
    throw refusalAsFailure(error, options)
  }
}

/** The body of an answer that has one. */
export async function dataOf<T>(answer: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  const { data } = await answer
  if (data === undefined || data === null) throw new Failure('The service gave an empty answer.')
  return data
}

/** All items of a list, page after page. */
export async function allOf<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of list) found.push(item)
  return found
}

/** Reads the number of a plan. @throws Failure */
export function planNumber(text: string): number {
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text)
  throw new Failure('The plan is named by its number, as `plan list` shows it.', { code: exitCodes.badInput })
}
