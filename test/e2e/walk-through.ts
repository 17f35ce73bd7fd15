import { randomUUID } from 'node:crypto'
import { items } from '@sluice/client'
import { eventually } from '@sluice/test-kit'
import { expect } from 'vitest'
import { checkedClient } from '../openapi/checked-client.ts'
import type { Keys, Origins, PlanBody } from './api.ts'

const locations = ['decatur', 'smyrna', 'roswell']
const pool = {
  name: 'Georgia, orthodontics',
  currency: 'USD',
  timeZone: 'America/New_York',
  period: { kind: 'month' as const, budgetMinor: 3_000_000 },
  groups: [{ id: 'georgia', name: 'Georgia' }],
  cells: locations.map((locationId) => ({
    id: locationId,
    locationId,
    serviceLine: 'orthodontics',
    groupId: 'georgia',
    baselineDailyBudgetMinor: 30_000,
  })),
}
const serviceLine = {
  name: 'Orthodontics',
  typicalWaitDays: 28,
  typicalWaitKind: 'third_next_available' as const,
  lifetimeValueMinor: 400_000,
  marginShare: 0.4,
  priorCostPerBookingMinor: 15_000,
  priorKappa: 1,
}

/**
 * The main job, as a customer would live it: configure → post → poll with ETag → new plan → reasons → dashboard login.
 * Every step is an HTTP request; nothing is looked up in a database.
 */
export async function walkThrough(origins: Origins, keys: Keys): Promise<void> {
  await configure(origins, keys)
  await postCapacity(origins, keys, { decatur: 40, smyrna: 12, roswell: 14 })
  // A clinic of which nothing is known yet is open too.
  const first = await planThat(origins, keys, (plan) => lineOf(plan, 'smyrna').freshness === 'fresh')
  expect(gateOf(first.plan, 'smyrna')).toBe('open')
  expectSound(first.plan)

  const unchanged = await getPlan(origins, keys, first.etag)
  expect([unchanged.response.status, unchanged.data]).toEqual([304, undefined])

  await postCapacity(origins, keys, { smyrna: 0 })
  const second = await planThat(origins, keys, (plan) => gateOf(plan, 'smyrna') === 'gated')
  expectSound(second.plan)
  expectMoneyLeft('smyrna', first.plan, second.plan)
  await expectRecommendation(origins, keys, second.plan)
  await expectHistory(origins, keys, second.plan)
  await expectDashboard(origins, keys)
}

/** One pool of three clinics. */
export async function configure({ results }: Origins, keys: Keys): Promise<void> {
  const client = checkedClient({ url: results, key: keys.config })
  const path = { serviceLineId: 'orthodontics' }
  await client.PUT('/v1/service-lines/{serviceLineId}', { params: { path }, body: serviceLine })
  for (const locationId of locations) {
    const body = { name: locationId, timeZone: 'America/New_York' }
    await client.PUT('/v1/locations/{locationId}', { params: { path: { locationId } }, body })
  }
  const put = () => client.PUT('/v1/pools/{poolId}', { params: { path: { poolId: 'georgia' } }, body: pool })
  expect((await put()).response.status).toBe(201)
  expect((await put()).data).toMatchObject({ changed: false })
}

export async function postCapacity(origins: Origins, keys: Keys, open: Record<string, number>): Promise<void> {
  const events = Object.entries(open).map(([locationId, newPatientSlotsOpen]) => ({
    specversion: '1.0' as const,
    id: randomUUID(),
    source: 'urn:example:scheduling',
    type: 'sluice.capacity.observed.v1' as const,
    time: new Date().toISOString(),
    data: { locationId, serviceLine: 'orthodontics', horizonDays: 14, newPatientSlotsOpen },
  }))
  const { data } = await checkedClient({ url: origins.ingest, key: keys.ingest, documentAt: origins.results }).POST(
    '/v1/events',
    {
      body: events,
      headers: { 'content-type': 'application/cloudevents-batch+json' },
    },
  )
  expect(data).toMatchObject({ accepted: events.length, refused: 0 })
}

/** Waits for a plan in force that is wanted. */
export async function planThat(
  origins: Origins,
  keys: Keys,
  isWanted: (plan: PlanBody) => boolean,
): Promise<{ plan: PlanBody; etag: string }> {
  const { data, response } = await eventually(
    () => getPlan(origins, keys),
    ({ data }) => data !== undefined && isWanted(data),
    { timeoutMs: 60_000 },
  )
  if (!data) throw new Error('a plan without a body')
  expect(response.headers.get('sluice-computed-revision')).toMatch(/^\d+$/)
  return { plan: data, etag: response.headers.get('etag') ?? '' }
}

function getPlan({ results }: Origins, keys: Keys, etag?: string) {
  const header = etag === undefined ? {} : { 'if-none-match': etag }
  const params = { path: { poolId: 'georgia' }, header }
  return checkedClient({ url: results, key: keys.results }).GET('/v1/pools/{poolId}/plan', { params })
}

export function lineOf(plan: PlanBody, cellId: string) {
  const line = plan.recommendations.find((recommendation) => recommendation.cellId === cellId)
  if (!line) throw new Error(`the plan has no line for ${cellId}`)
  return line
}

export function gateOf(plan: PlanBody, cellId: string): string {
  return lineOf(plan, cellId).gate
}

export function expectSound(plan: PlanBody): void {
  const sum = plan.recommendations.reduce(
    (total, line) => total + line.recommendedDailyBudgetMinor,
    plan.reserveDailyMinor,
  )
  expect(sum).toBe(plan.poolDailyBudgetMinor)
  expect(plan.recommendations.map((line) => line.cellId).sort()).toEqual([...locations].sort())
  for (const line of plan.recommendations) expect(line.reasons.length, line.cellId).toBeGreaterThan(0)
}

function expectMoneyLeft(cellId: string, before: PlanBody, after: PlanBody): void {
  const line = lineOf(after, cellId)
  expect(line.recommendedDailyBudgetMinor).toBe(3_000)
  expect(line.recommendedDailyBudgetMinor).toBeLessThan(lineOf(before, cellId).recommendedDailyBudgetMinor)
  expect(line.headroom).toBe(0)
  expect(line.reasons).toContain('no_headroom')
  expect(line.sentence).toMatch(/smyrna/i)
  expect(line.dataAgeSeconds).toBeLessThan(60)
}

async function expectRecommendation({ results }: Origins, keys: Keys, plan: PlanBody): Promise<void> {
  const query = { poolId: 'georgia', locationId: 'smyrna', serviceLine: 'orthodontics' }
  const { data } = await checkedClient({ url: results, key: keys.results }).GET('/v1/recommendations', {
    params: { query },
  })
  expect(data?.items.map((item) => item.sentence)).toEqual([lineOf(plan, 'smyrna').sentence])
  expect(data?.nextCursor).toBeNull()
}

async function expectHistory({ results }: Origins, keys: Keys, plan: PlanBody): Promise<void> {
  const client = checkedClient({ url: results, key: keys.results })
  const path = { poolId: 'georgia' }
  const numbers: number[] = []
  for await (const { number } of items(client, '/v1/pools/{poolId}/plans', { path, query: { limit: 1 } }))
    numbers.push(number)
  expect(numbers).toEqual(Array.from({ length: plan.number }, (_, before) => plan.number - before))
  const params = { path: { ...path, number: plan.number } }
  const again = await client.GET('/v1/pools/{poolId}/plans/{number}', { params })
  expect(again.data?.recommendations).toEqual(plan.recommendations)
}

/** Logs in with the form a person would use, and finds the queue. */
async function expectDashboard({ dashboard }: Origins, keys: Keys): Promise<void> {
  const outside = await fetch(`${dashboard}/dashboard/`, { redirect: 'manual', headers: { accept: 'text/html' } })
  expect(outside.status).toBe(303)
  const login = await fetch(`${dashboard}/dashboard/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: dashboard },
    body: new URLSearchParams({ key: keys.admin }),
  })
  expect(login.status).toBe(303)
  const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const queues = await fetch(`${dashboard}/dashboard/api/queues`, { headers: { cookie } })
  expect(queues.status).toBe(200)
  expect(JSON.stringify(await queues.json())).toContain('recompute')
}
