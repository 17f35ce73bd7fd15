import createFetchClient, { type Client, type Middleware } from 'openapi-fetch'
import type { paths } from './generated/openapi.ts'
import { problemOf } from './problem-error.ts'
import { type RetryOptions, retryingFetch } from './retrying-fetch.ts'

export interface ClientOptions {
  /** Where Sluice is reached: `https://sluice.example`. */
  url: string
  /** A key of your organization. */
  key: string
  retry?: RetryOptions
}

/** The API, an operation a method and path: `client.GET('/v1/pools/{poolId}/plan', { params: { path: { poolId } } })`. */
export type SluiceClient = Client<paths>

/**
 * A client of one installation with one key. Answers of 400 and more are thrown as ProblemError; 304 is answered without
 * `data`. Requests that are safe to repeat are tried again while the service is away or busy.
 */
export function createClient({ url, key, retry = {} }: ClientOptions): SluiceClient {
  const client = createFetchClient<paths>({ baseUrl: url.replace(/\/+$/, ''), fetch: retryingFetch(retry) })
  client.use(withKey(key), throwingProblems)
  return client
}

function withKey(key: string): Middleware {
  return {
    onRequest: ({ request }) => {
      request.headers.set('authorization', `Bearer ${key}`)
    },
  }
}

const throwingProblems: Middleware = {
  onResponse: async ({ response }) => {
    if (response.status >= 400) throw await problemOf(response)
  },
}
