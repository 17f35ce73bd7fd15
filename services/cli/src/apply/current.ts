import { items, type SluiceClient } from '@sluice/client'

export type Kind = 'service line' | 'location' | 'pool'

/** Something configured, as the service has it. */
export interface Current {
  body: Record<string, unknown>
  etag: string
}

/** What the service knows, by kind and id. Pools that are not asked for have an empty body. */
export type Configuration = Record<Kind, Map<string, Current>>

/** What the service adds to what was put. */
const added = ['id', 'version', 'policyVersion', 'configVersion', 'state']

type Listed = AsyncIterable<{ id: string; version: number }>

const lists: Record<Kind, (api: SluiceClient) => Listed> = {
  'service line': (api) => items(api, '/v1/service-lines', {}),
  location: (api) => items(api, '/v1/locations', {}),
  pool: (api) => items(api, '/v1/pools', {}),
}

/** Reads the whole configuration; of pools only those in `poolIds` with what is in them. */
export async function readConfiguration(api: SluiceClient, poolIds: ReadonlySet<string>): Promise<Configuration> {
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

async function readList(api: SluiceClient, kind: Kind): Promise<Map<string, Current>> {
  const found = new Map<string, Current>()
  for await (const item of lists[kind](api))
    found.set(item.id, { body: withoutAdded({ ...item }), etag: `"${item.version}"` })
  return found
}

async function readPool(api: SluiceClient, poolId: string): Promise<Current> {
  const { data, response } = await api.GET('/v1/pools/{poolId}', { params: { path: { poolId } } })
  return { body: withoutAdded({ ...data }), etag: response.headers.get('etag') ?? '' }
}

function withoutAdded(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !added.includes(key)))
}
