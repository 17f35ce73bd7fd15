import { z } from 'zod'
import type { Api } from './api.ts'

export type Kind = 'service line' | 'location' | 'pool'

/** Something configured, as the service has it. */
export interface Current {
  body: Record<string, unknown>
  etag: string
}

export const paths: Record<Kind, string> = {
  'service line': '/v1/service-lines',
  location: '/v1/locations',
  pool: '/v1/pools',
}

/** What the service knows, by kind and id. Pools that are not asked for have an empty body. */
export type Configuration = Record<Kind, Map<string, Current>>

/** What the service adds to what was put. */
const added = ['id', 'version', 'policyVersion', 'configVersion', 'state']

const page = z.object({
  items: z.array(z.looseObject({ id: z.string(), version: z.number() })),
  nextCursor: z.string().nullable(),
})

/** Reads the whole configuration; of pools only those in `poolIds` with what is in them. */
export async function readConfiguration(api: Api, poolIds: ReadonlySet<string>): Promise<Configuration> {
  const pools = await readList(api, 'pool')
  for (const id of pools.keys()) {
    if (poolIds.has(id)) pools.set(id, await readPool(api, id))
  }
  return {
    'service line': await readList(api, 'service line'),
    location: await readList(api, 'location'),
    pool: pools,
  }
}

async function readList(api: Api, kind: Kind): Promise<Map<string, Current>> {
  const found = new Map<string, Current>()
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body } = await api('GET', `${paths[kind]}?limit=1000${cursor === '' ? '' : `&cursor=${cursor}`}`)
    const { items, nextCursor } = page.parse(body)
    for (const item of items) found.set(item.id, { body: withoutAdded(item), etag: `"${item.version}"` })
    cursor = nextCursor
  }
  return found
}

async function readPool(api: Api, id: string): Promise<Current> {
  const { body, etag } = await api('GET', `${paths.pool}/${id}`)
  return { body: withoutAdded(z.looseObject({}).parse(body)), etag: etag ?? '' }
}

function withoutAdded(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !added.includes(key)))
}
