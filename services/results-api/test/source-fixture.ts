import { createApiKey, createAuthenticator, type NewApiKey, revokeApiKey } from '@sluice/auth'
import { sourceId } from '@sluice/database'
import { buildApp as buildIngest } from '@sluice/ingest-api'
import { createLimits } from '@sluice/limits'
import { createSealer } from '@sluice/secrets'
import { createLogger } from '@sluice/service-kit'
import { eventually, makeCapacityEvent } from '@sluice/test-kit'
import { type Answered, type Api, type Begin, test as base, configure, secretKeys } from './configuration-fixture.ts'

export interface Sending {
  keyId: string
  /** Posts as the organization `north`; a body that is no text is sent as JSON. */
  post(body: unknown, headers?: Record<string, string>, query?: string): Promise<Answered>
  revoke(): Promise<unknown>
}

export interface Sources {
  api: Api
  /** Two keys of `north` that may send events. */
  first: Sending
  second: Sending
  /** Another, with other scopes or limits. */
  another(key: Partial<NewApiKey>): Promise<Sending>
  /** What GET answers of a source, once that is as wanted. */
  seen(source: string, isWanted: (body: Report) => boolean): Promise<Report>
  put(source: string, settings?: Record<string, unknown>, role?: 'admin' | 'marketer'): Promise<Answered>
}

export interface Report {
  [member: string]: unknown
  total: Record<string, unknown>
  last24Hours: Record<string, unknown>
}

export const ehr = '/ehr/smyrna'
export const addressOf = (source: string) => `/v1/sources/${sourceId(source)}`

/** What smyrna reports of its orthodontics. */
export const event = (changes = {}) => makeCapacityEvent({ data: { serviceLine: 'ortho' }, ...changes })

export const addSecret = (send: ReturnType<Api['as']>, secret?: string) =>
  send({ method: 'POST', url: `${addressOf(ehr)}/signing-secrets`, body: secret === undefined ? {} : { secret } })

/** The results API and the ingestion API over one database; smyrna's orthodontics is in a pool of `north`. */
export const test = base
  .extend('begin', { scope: 'file' }, (): Begin => (as) => configure(as('north')))
  .extend('sources', async ({ api }: { api: Api }, { onCleanup }): Promise<Sources> => {
    const logger = createLogger({ name: 'ingest-api', level: 'silent' })
    const limits = createLimits({ keys: { requestsPerMinute: 0, requestsPerDay: 0 }, guessesPerMinute: 0 })
    const ingest = buildIngest(
      { name: 'ingest-api', logger, ready: async () => ({}) },
      {
        db: api.db,
        authenticate: createAuthenticator({ db: api.db, role: 'sluice_ingest', cacheMs: 0 }),
        hints: { poolIsDirty: () => undefined },
        limits,
        sealer: createSealer(secretKeys),
        sourceCacheMs: 0,
        checkResponses: true,
      },
    )
    onCleanup(async () => {
      await ingest.close()
      await limits.close()
    })
    const sending = async (key: Partial<NewApiKey> = {}): Promise<Sending> => {
      const made = { orgId: 'north', name: 'pms', scopes: ['events:write' as const], ...key }
      const { token, keyId } = await createApiKey(api.admin, made)
      return {
        keyId,
        revoke: () => revokeApiKey(api.admin, 'north', keyId),
        async post(body, headers = {}, query = '') {
          const answer = await ingest.inject({
            method: 'POST',
            url: `/v1/events${query}`,
            payload: typeof body === 'string' ? body : JSON.stringify(body),
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents+json', ...headers },
          })
          const { statusCode: status, body: text } = answer
          const isJson = /json/.test(String(answer.headers['content-type']).replace('ndjson', ''))
          return { status, headers: answer.headers, text, body: isJson ? answer.json() : {} }
        },
      }
    }
    const seen: Sources['seen'] = async (source, isWanted) =>
      eventually(
        async () => (await api.as('north', 'viewer')({ method: 'GET', url: addressOf(source) })).body as Report,
        (body) => body.total !== undefined && isWanted(body),
      )
    const put: Sources['put'] = (source, settings = {}, role = 'admin') =>
      api.as('north', role)({ method: 'PUT', url: addressOf(source), body: { source, ...settings } })
    return { api, first: await sending(), second: await sending(), another: sending, seen, put }
  })
