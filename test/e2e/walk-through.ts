import { randomUUID } from 'node:crypto'
import { eventually } from '@sluice/test-kit'
import { expect } from 'vitest'
import { type Answer, type Keys, type Origins, type PlanBody, request } from './api.ts'

const locations = ['decatur', 'smyrna', 'roswell']
const pool = {
  name: 'Georgia, orthodontics',
  currency: 'USD',
  timeZone: 'America/New_York',
  period: { kind: 'month', budgetMinor: 3_000_000 },
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
  typicalWaitKind: 'third_next_available',
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
  await postCapacity(origins, keys, { decatur: 40, smyrna: 12, roswell: 25 })
  const first = await planThat(origins, keys, (plan) => gateOf(plan, 'smyrna') === 'open')
  expectSound(first.body)

  const unchanged = await getPlan(origins, keys, first.headers.get('etag') ?? '')
  expect([unchanged.status, unchanged.body]).toEqual([304, null])

  await postCapacity(origins, keys, { smyrna: 0 })
  const second = await planThat(origins, keys, (plan) => gateOf(plan, 'smyrna') === 'gated')
  expectSound(second.body)
  expectMoneyLeft('smyrna', first.body, second.body)
  await expectRecommendation(origins, keys, second.body)
  await expectHistory(origins, keys, second.body)
  await expectDashboard(origins, keys)
}

/** One pool of three clinics. */
export async function configure({ results }: Origins, keys: Keys): Promise<void> {
  const put = async (path: string, body: unknown) => {
    const answer = await request('PUT', `${results}${path}`, keys.config, body)
    expect([path, [200, 201].includes(answer.status), answer.body]).toEqual([path, true, answer.body])
  }
  await put('/v1/service-lines/orthodontics', serviceLine)
  for (const id of locations) await put(`/v1/locations/${id}`, { name: id, timeZone: 'America/New_York' })
  await put('/v1/pools/georgia', pool)
  await put('/v1/pools/georgia', pool)
}

async function postCapacity(origins: Origins, keys: Keys, open: Record<string, number>): Promise<void> {
  const events = Object.entries(open).map(([locationId, newPatientSlotsOpen]) => ({
    specversion: '1.0',
    id: randomUUID(),
    source: 'urn:example:scheduling',
    type: 'sluice.capacity.observed.v1',
    time: new Date().toISOString(),
    data: { locationId, serviceLine: 'orthodontics', horizonDays: 14, newPatientSlotsOpen },
  }))
  const answer = await request<{ accepted: number; refused: number }>(
    'POST',
    `${origins.ingest}/v1/events`,
    keys.ingest,
    events,
    {
      'content-type': 'application/cloudevents-batch+json',
    },
  )
  expect([answer.status, answer.body.accepted, answer.body.refused]).toEqual([200, events.length, 0])
}

/** Waits for a plan in force that is wanted. */
export async function planThat(
  origins: Origins,
  keys: Keys,
  isWanted: (plan: PlanBody) => boolean,
): Promise<Answer<PlanBody>> {
  const answer = await eventually(
    () => getPlan(origins, keys),
    ({ status, body }) => status === 200 && isWanted(body),
    { timeoutMs: 10_000 },
  )
  expect(answer.headers.get('sluice-computed-revision')).toMatch(/^\d+$/)
  return answer
}

function getPlan({ results }: Origins, keys: Keys, etag?: string): Promise<Answer<PlanBody>> {
  const headers = etag === undefined ? {} : { 'if-none-match': etag }
  return request<PlanBody>('GET', `${results}/v1/pools/georgia/plan`, keys.results, undefined, headers)
}

function lineOf(plan: PlanBody, cellId: string) {
  const line = plan.recommendations.find((recommendation) => recommendation.cellId === cellId)
  if (!line) throw new Error(`the plan has no line for ${cellId}`)
  return line
}

export function gateOf(plan: PlanBody, cellId: string): string {
  return lineOf(plan, cellId).gate
}

function expectSound(plan: PlanBody): void {
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
  const url = `${results}/v1/recommendations?poolId=georgia&locationId=smyrna&serviceLine=orthodontics`
  const answer = await request<{ items: { cellId: string; sentence: string }[]; nextCursor: string | null }>(
    'GET',
    url,
    keys.results,
  )
  expect(answer.status).toBe(200)
  expect(answer.body.items.map((item) => item.sentence)).toEqual([lineOf(plan, 'smyrna').sentence])
  expect(answer.body.nextCursor).toBeNull()
}

async function expectHistory({ results }: Origins, keys: Keys, plan: PlanBody): Promise<void> {
  const list = await request<{ items: { number: number }[] }>('GET', `${results}/v1/pools/georgia/plans`, keys.results)
  expect(list.body.items[0]?.number).toBe(plan.number)
  const again = await request<PlanBody>('GET', `${results}/v1/pools/georgia/plans/${plan.number}`, keys.results)
  expect(again.body.recommendations).toEqual(plan.recommendations)
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
