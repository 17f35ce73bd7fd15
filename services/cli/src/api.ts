import { createClient, ProblemError, type SluiceClient } from '@sluice/client'
import { sluice } from './command-line.ts'
import type { Context } from './context.ts'
import { exitCodes, Failure } from './failure.ts'
import { optionAt } from './option-readers.ts'
import { readFromFolder, sluiceFolder } from './sluice-folder.ts'

export interface ApiOptions {
  url?: string
  key?: string
}

/** Where `npm start` listens by default. */
const DEFAULT_URL = 'http://localhost:8080'
/** Somebody waits at the terminal: a restart is outlasted, an address where nobody answers is reported soon. */
const retry = { retries: 2 }

/**
 * Talks to the API of a running Sluice: --url, else where the `npm start` of this data folder runs. Refusals are thrown
 * as ProblemError, an unreachable service as Failure.
 * @throws Failure when there is no key for it
 */
export async function connectApi(context: Context, options: ApiOptions): Promise<SluiceClient> {
  const { url, key } = await findApi(context, options, 'config')
  const client = createClient({ url, key, retry })
  client.use({
    onError: ({ error }) => new Failure(`${url} does not answer. Is it running? (npm start)`, { cause: error }),
  })
  return client
}

export interface ApiAddress {
  url: string
  key: string
}

/** Keys that `npm start` writes for its sample organization: one that configures, one that posts events. */
type OwnKey = 'config' | 'ingest'

/** Where the API is, and a key for it. @throws Failure when there is none */
export async function findApi(context: Context, options: ApiOptions, own: OwnKey): Promise<ApiAddress> {
  const url = (options.url ?? (await ownAddress(context)) ?? DEFAULT_URL).replace(/\/+$/, '')
  if (!/^https?:/i.test(url) || !URL.canParse(url))
    throw new Failure('--url: not an address of the web, as in https://sluice.example.', { code: exitCodes.badInput })
  const key = await findKey(context, url, { given: options.key, own })
  if (isSendable(key)) return { url, key }
  throw new Failure('--key: not a key; it has characters that no key has.', { code: exitCodes.badInput })
}

/** What a header takes: no line ends, no letters beyond ASCII. */
function isSendable(key: string): boolean {
  return /^[\x21-\x7e]+$/.test(key)
}

/** Where the `npm start` of this data folder listens; it says so as long as it runs. */
async function ownAddress(context: Context): Promise<string | undefined> {
  const { url } = await readFromFolder(context, 'connection.json')
  return typeof url === 'string' ? url : undefined
}

/** --key, SLUICE_KEY, or for a service on this machine the sample organization's key that `npm start` wrote. */
async function findKey(
  context: Context,
  url: string,
  { given, own }: { given: string | undefined; own: OwnKey },
): Promise<string> {
  const key = given ?? context.env.SLUICE_KEY
  if (key) return key
  const kept = isOnThisMachine(url) ? (await readFromFolder(context, 'keys.json'))[own] : undefined
  if (typeof kept === 'string') return kept
  throw new Failure(
    [
      'No key for the API. Any of:',
      `  SLUICE_KEY=<key> ${sluice} …`,
      '  --key <key> (others on this machine may see it)',
      `  ${sluiceFolder(context)}/keys.json, which \`npm start\` writes for its sample organization (only used for localhost)`,
    ].join('\n'),
    { code: exitCodes.badInput },
  )
}

function isOnThisMachine(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}

/**
 * The failure that ends a command when the service refuses it. Other errors stay as they are. `options`: those that
 * query or body were made of; the failure names its places by them.
 */
export function refusalAsFailure(error: unknown, options: object = {}): unknown {
  if (!(error instanceof ProblemError)) return error
  // Path and query are made of arguments and options alone: what is wrong with them is wrong usage.
  const code = error.code === 'invalid-request' ? exitCodes.badInput : exitCodes.failed
  return new Failure(refusedText(error, options), { code, cause: error })
}

/** For people: what was refused and why. */
function refusedText(refused: ProblemError, options: object): string {
  const places = refused.errors.map(({ pointer, detail }) => `  ${optionAt(pointer, options) ?? pointer}: ${detail}`)
  return [`${refused.message} (${refused.status} ${refused.code})`, ...places].join('\n')
}
