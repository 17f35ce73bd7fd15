import { createHash } from 'node:crypto'
import type { SluiceClient } from '@sluice/client'
import { expect } from 'vitest'
import { checkedClient } from '../openapi/checked-client.ts'
import type { Keys, Origins } from './api.ts'

const path = { poolId: 'georgia' }
const query = path
const text = { parseAs: 'text' } as const
/** Nobody listens there: what is sent to it fails at once, which is enough for a log of deliveries. */
const nowhere = 'http://127.0.0.1:9'

/**
 * Every operation that the walk-through and the results flow leave out, each once and well, on the pool they left
 * behind. What is new in the OpenAPI document and called by none of the three is told by `operationsNotSeen`.
 */
export async function restOfTheApi(origins: Origins, keys: Keys): Promise<void> {
  const admin = checkedClient({ url: origins.results, key: keys.admin })
  await pages(admin)
  await plans(admin)
  await reports(admin)
  await decisions(admin)
  await sources(admin)
  await platformEntities(admin)
  await keysAndAudit(admin)
  await webhooks(admin)
  await feeds(admin)
  await configuration(admin)
}

async function pages(admin: SluiceClient): Promise<void> {
  for (const page of ['/', '/docs', '/problems', '/metrics'] as const) await admin.GET(page, text)
  for (const answer of ['/openapi.json', '/healthz', '/readyz'] as const) await admin.GET(answer)
  await admin.GET('/problems/{code}', { params: { path: { code: 'plan-not-ready' } }, ...text })
  await admin.OPTIONS('/v1/events', { params: { header: { 'WebHook-Request-Origin': 'scheduling.example' } } })
}

async function plans(admin: SluiceClient): Promise<void> {
  const { data } = await admin.GET('/v1/pools/{poolId}/plan', { params: { path } })
  const [number, revision] = [data?.number ?? 0, data?.effectiveRevision ?? 0]
  const ofPlan = { path: { ...path, number } }
  await admin.GET('/v1/pools/{poolId}/plans/{number}/certificate', { params: ofPlan })
  await admin.GET('/v1/pools/{poolId}/plans/{number}/inputs', { params: ofPlan })
  await admin.GET('/v1/pools/{poolId}/plans/{number}/inputs/{cellId}', {
    params: { path: { ...ofPlan.path, cellId: 'smyrna' } },
  })
  await admin.GET('/v1/pools/{poolId}/plan/prices', { params: { path } })
  const inForce = { ...path, revision }
  await admin.GET('/v1/pools/{poolId}/effective-plans/{revision}', { params: { path: inForce } })
  await admin.GET('/v1/pools/{poolId}/effective-plans/{revision}/diff', {
    params: { path: inForce, query: { against: revision - 1 } },
  })
  const file = { ...path, number: 'current', format: 'csv' } as const
  await admin.GET('/v1/pools/{poolId}/plans/{number}/exports/{format}', { params: { path: file }, ...text })
  await admin.GET('/v1/pools/{poolId}/plans/{number}/exports/{format}/summary', { params: { path: file } })
  await admin.GET('/v1/pools/{poolId}/pacing/cells', { params: { path } })
  const body = { totalsMinor: [50_000, 100_000] }
  expect((await admin.POST('/v1/pools/{poolId}/frontier', { params: { path }, body })).data?.points).toHaveLength(2)
}

async function reports(admin: SluiceClient): Promise<void> {
  for (const view of ['operations', 'marketing'] as const) await admin.GET(`/v1/views/${view}`, { params: { query } })
  const span = { query: { ...query, from: '2026-01-01', to: '2026-01-31' } }
  for (const report of ['performance', 'capacity', 'reaction', 'stability'] as const)
    await admin.GET(`/v1/reports/${report}`, { params: span })
  await admin.GET('/v1/alerts')
  await admin.GET('/v1/freshness', { params: { query } })
}

async function decisions(admin: SluiceClient): Promise<void> {
  const { data } = await admin.GET('/v1/pools/{poolId}/decisions', { params: { path } })
  expect(new Set(data?.items.map(({ kind }) => kind))).toEqual(new Set(['approve', 'override', 'undo']))
  expect((await admin.GET('/v1/pools/{poolId}/budgets', { params: { path } })).data?.items).toHaveLength(3)
  expect((await admin.GET('/v1/pools/{poolId}/applied', { params: { path } })).data?.items).not.toHaveLength(0)
  const params = { path: { ...path, cellId: 'roswell' } }
  await admin.DELETE('/v1/pools/{poolId}/cells/{cellId}/override', { params })
  await admin.DELETE('/v1/pools/{poolId}/undo', { params: { path } })
  await admin.PUT('/v1/pools/{poolId}/cells/{cellId}/message', { params, body: { messageId: 'aligners-a' } })
  await admin.DELETE('/v1/pools/{poolId}/cells/{cellId}/message', { params })
}

async function sources(admin: SluiceClient): Promise<void> {
  const source = 'urn:example:scheduling'
  const sourceId = createHash('sha256').update(source).digest('hex').slice(0, 32)
  const params = { path: { sourceId } }
  await admin.PUT('/v1/sources/{sourceId}', { params, body: { source, expectedIntervalMinutes: 60 } })
  const { data } = await admin.POST('/v1/sources/{sourceId}/signing-secrets', { params, body: {} })
  await admin.DELETE('/v1/sources/{sourceId}/signing-secrets/{secretId}', {
    params: { path: { sourceId, secretId: data?.id ?? '' } },
  })
  await admin.GET('/v1/sources')
  await admin.GET('/v1/sources/{sourceId}', { params })
  await admin.GET('/v1/sources/{sourceId}/deliveries', { params })
  await admin.DELETE('/v1/sources/{sourceId}', { params })
}

async function platformEntities(admin: SluiceClient): Promise<void> {
  const { data } = await admin.GET('/v1/pools/{poolId}/platform-entities', { params: { path } })
  const params = { path: { ...path, entityId: 'smyrna-search' } }
  const found = data?.items.find(({ id }) => id === 'smyrna-search')
  if (!found) throw new Error('the entity of smyrna is gone')
  const { id, version, ...body } = found
  const changed = { ...body, name: 'Smyrna | Search' }
  await admin.PUT('/v1/pools/{poolId}/platform-entities/{entityId}', { params, body: changed })
  await admin.GET('/v1/pools/{poolId}/platform-entities/{entityId}', { params })
  await admin.DELETE('/v1/pools/{poolId}/platform-entities/{entityId}', { params })
}

async function keysAndAudit(admin: SluiceClient): Promise<void> {
  const { data } = await admin.POST('/v1/keys', { body: { name: 'bid tool', role: 'viewer' } })
  const params = { path: { keyId: data?.id ?? '' } }
  await admin.POST('/v1/keys/{keyId}/rotate', { params, body: {} })
  await admin.DELETE('/v1/keys/{keyId}', { params })
  await admin.GET('/v1/keys')
  await admin.GET('/v1/audit-log')
  await admin.GET('/v1/organization')
}

async function webhooks(admin: SluiceClient): Promise<void> {
  const body = { url: `${nowhere}/hook`, eventTypes: ['plan.published' as const] }
  const { data } = await admin.POST('/v1/webhook-endpoints', { body })
  const endpoint = { endpointId: data?.id ?? '' }
  const params = { path: endpoint }
  await admin.GET('/v1/webhook-endpoints')
  await admin.GET('/v1/webhook-endpoints/{endpointId}', { params })
  await admin.PUT('/v1/webhook-endpoints/{endpointId}', { params, body: { ...body, description: 'Bid tool' } })
  await admin.POST('/v1/webhook-endpoints/{endpointId}/secret/rotate', { params, body: {} })
  const { data: sent } = await admin.POST('/v1/webhook-endpoints/{endpointId}/test', { params })
  const delivery = { path: { ...endpoint, deliveryId: sent?.deliveryId ?? 0 } }
  await admin.GET('/v1/webhook-endpoints/{endpointId}/deliveries', { params })
  await admin.POST('/v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/replay', { params: delivery })
  await admin.DELETE('/v1/webhook-endpoints/{endpointId}', { params })
}

async function feeds(admin: SluiceClient): Promise<void> {
  const mapping = { path: { mappingId: 'ehr' } }
  const locations = [{ fhirId: '116', locationId: 'smyrna' }]
  await admin.PUT('/v1/mappings/{mappingId}', { params: mapping, body: { locations } })
  await admin.GET('/v1/mappings')
  await admin.GET('/v1/mappings/{mappingId}', { params: mapping })
  const feed = { path: { feedId: 'ehr' } }
  const body = { url: `${nowhere}/$bulk-publish`, mappingId: 'ehr', source: '/feeds/ehr' }
  await admin.PUT('/v1/feeds/{feedId}', { params: feed, body })
  await admin.POST('/v1/feeds/{feedId}/poll', { params: feed })
  await admin.GET('/v1/feeds')
  await admin.GET('/v1/feeds/{feedId}', { params: feed })
  await admin.DELETE('/v1/feeds/{feedId}', { params: feed })
  await admin.DELETE('/v1/mappings/{mappingId}', { params: mapping })
}

/** Last: what the others need is taken away. */
async function configuration(admin: SluiceClient): Promise<void> {
  const cell = { path: { ...path, cellId: 'roswell' } }
  const { data } = await admin.GET('/v1/pools/{poolId}/cells/{cellId}', { params: cell })
  if (!data) throw new Error('a cell without a body')
  const { id, version, ...body } = data
  await admin.PUT('/v1/pools/{poolId}/cells/{cellId}', {
    params: cell,
    body: { ...body, baselineDailyBudgetMinor: 31_000 },
  })
  await admin.DELETE('/v1/pools/{poolId}/cells/{cellId}', { params: cell })
  const location = { path: { locationId: 'roswell' } }
  const serviceLine = { path: { serviceLineId: 'orthodontics' } }
  for (const list of ['/v1/pools', '/v1/locations', '/v1/service-lines'] as const) await admin.GET(list)
  await admin.GET('/v1/locations/{locationId}', { params: location })
  await admin.GET('/v1/service-lines/{serviceLineId}', { params: serviceLine })
  await admin.DELETE('/v1/pools/{poolId}', { params: { path, query: { leaveRunning: 'true' } } })
  await admin.DELETE('/v1/locations/{locationId}', { params: location })
  await admin.DELETE('/v1/service-lines/{serviceLineId}', { params: serviceLine })
}
