import { z } from 'zod'
import type { Context } from './context.ts'
import { exitCodes, Failure } from './failure.ts'
import { readFromFolder, sluiceFolder } from './sluice-folder.ts'

export interface ApiOptions {
  url?: string
  key?: string
}

/** An answer that is no error. */
export interface Answer {
  body: unknown
  etag: string | undefined
}

/** What the service refused: its problem document, and where in the body. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly errors: readonly { pointer: string; detail: string }[]

  constructor(status: number, problem: z.output<typeof problemSchema>) {
    super(problem.detail)
    this.name = 'Refused'
    this.status = status
    this.code = problem.code
    this.errors = problem.errors
  }
}

const problemSchema = z.object({
  code: z.string().default('unknown'),
  detail: z.string().default('The service gave no reason.'),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
})

export type Api = (method: 'GET' | 'PUT' | 'DELETE', path: string, body?: unknown, ifMatch?: string) => Promise<Answer>

/** Where `npm start` listens unless told otherwise. */
const DEFAULT_URL = 'http://localhost:8080'
/** Longer than a PUT of the largest pool takes. */
const TIMEOUT_MS = 60_000

/**
 * Talks to the API of a running Sluice: --url, else where the `npm start` of this data folder runs. Refusals are thrown
 * as Refused, an unreachable service as Failure.
 * @throws Failure when there is no key for it
 */
export async function connectApi(context: Context, options: ApiOptions): Promise<Api> {
  const base = (options.url ?? (await ownAddress(context)) ?? DEFAULT_URL).replace(/\/+$/, '')
  if (!URL.canParse(base)) throw new Failure('--url: not an address.', { code: exitCodes.badInput })
  const key = await findKey(context, base, options.key)
  return async (method, path, body, ifMatch) => {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((cause) => {
      throw new Failure(`${base} does not answer. Is it running? (npm start)`, { cause })
    })
    const content: unknown = await answer.json().catch(() => ({}))
    if (!answer.ok) throw toRefused(answer.status, content)
    return { body: content, etag: answer.headers.get('etag') ?? undefined }
  }
}

/** A body that is no problem document may come from a proxy in between. */
function toRefused(status: number, content: unknown): Refused {
  const parsed = problemSchema.safeParse(content)
  return new Refused(status, parsed.data ?? problemSchema.parse({}))
}

/** Where the `npm start` of this data folder listens; it says so as long as it runs. */
async function ownAddress(context: Context): Promise<string | undefined> {
  const { url } = await readFromFolder(context, 'connection.json')
  return typeof url === 'string' ? url : undefined
}

/** --key, SLUICE_KEY, or for a service on this machine the sample organization's key that `npm start` wrote. */
async function findKey(context: Context, url: string, key: string | undefined): Promise<string> {
  const given = key ?? context.env.SLUICE_KEY
  if (given) return given
  const { config } = isOnThisMachine(url) ? await readFromFolder(context, 'keys.json') : {}
  if (typeof config === 'string') return config
  throw new Failure(
    [
      'No key for the API. Any of:',
      '  SLUICE_KEY=<key> npm run sluice -- …',
      '  --key <key> (others on this machine may see it)',
      `  ${sluiceFolder(context)}/keys.json, which \`npm start\` writes for its sample organization (only used for localhost)`,
    ].join('\n'),
    { code: exitCodes.badInput },
  )
}

function isOnThisMachine(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}

/** For people: what was refused and why. */
export function refusedText(refused: Refused): string {
  const places = refused.errors.map(({ pointer, detail }) => `  ${pointer}: ${detail}`)
  return [`${refused.message} (${refused.status} ${refused.code})`, ...places].join('\n')
}
