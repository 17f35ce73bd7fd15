import type { SluiceClient, StreamedEvent } from '@sluice/client'
import { eventually } from '@sluice/test-kit'
import { parse } from 'csv-parse/sync'
import { expect } from 'vitest'
import { checkedClient, checkedEvents } from '../openapi/checked-client.ts'
import type { Keys, Origins, PlanBody } from './api.ts'
import { expectSound, gateOf, lineOf, planThat, postCapacity } from './walk-through.ts'

const path = { poolId: 'georgia' }
const reason = 'budget_review' as const
type News = StreamedEvent<'/v1/pools/{poolId}/plan/stream'>['data']

/**
 * What marketing and its tools do with the pool of the walk-through, each step a request of the client: ask for
 * approval, follow the stream, approve a part and then all, override, go back, export, report what was set, look at how
 * it goes and what if.
 */
export async function resultsFlow(origins: Origins, keys: Keys): Promise<void> {
  const admin = checkedClient({ url: origins.results, key: keys.admin })
  await askForApproval(admin)
  await mapBudgets(admin)
  const stop = new AbortController()
  const stream = checkedEvents({ url: origins.results, key: keys.results }, '/v1/pools/{poolId}/plan/stream', {
    path,
    signal: stop.signal,
  })
  await newsUntil(stream, () => true)
  await postCapacity(origins, keys, { decatur: 10, roswell: 40, smyrna: 0 })
  const approved = await approveInTwoSteps(admin)
  const { effectiveRevision = 0 } = approved
  const news = await newsUntil(stream, (told) => told.effectiveRevision >= effectiveRevision)
  const changed = news.flatMap(({ changedCells }) => changedCells ?? [])
  expect(new Set(changed.map(({ cellId }) => cellId))).toEqual(new Set(['decatur', 'roswell']))
  stop.abort()
  await overrideAndGoBack(origins, keys, admin, approved)
  await exportAndReport(admin, await inForce(admin))
  await lookBack(admin)
  await askWhatIf(admin)
}

/** A configured pool with one setting changed, under the condition that nobody else changed it meanwhile. */
async function askForApproval(admin: SluiceClient): Promise<void> {
  const { data, response } = await admin.GET('/v1/pools/{poolId}', { params: { path } })
  if (!data) throw new Error('a pool without a body')
  const { id, version, policyVersion, configVersion, state, ...pool } = data
  const body = { ...pool, policy: { ...pool.policy, decisions: { mode: 'approval' as const } } }
  const params = { path, header: { 'if-match': response.headers.get('etag') ?? '' } }
  expect((await admin.PUT('/v1/pools/{poolId}', { params, body })).data).toMatchObject({ changed: true })
}

/** Every cell one campaign of one account. */
async function mapBudgets(admin: SluiceClient): Promise<void> {
  const entities = ['decatur', 'roswell', 'smyrna'].map((cellId, index) => ({
    id: `${cellId}-search`,
    platform: 'google_ads' as const,
    accountId: '123-456-7890',
    level: 'campaign' as const,
    externalId: `55${index}`,
    name: `${cellId} | Search`,
    cells: [{ cellId }],
  }))
  await admin.PUT('/v1/pools/{poolId}/platform-entities', { params: { path }, body: { entities } })
}

/** What the stream tells, up to the first that is wanted: it may skip steps, and misses no change. */
async function newsUntil(stream: AsyncGenerator<{ data: News }>, isLast: (news: News) => boolean): Promise<News[]> {
  const told: News[] = []
  for (;;) {
    const { value, done } = await stream.next()
    if (done) throw new Error('the stream ended before what was waited for')
    told.push(value.data)
    if (isLast(value.data)) return told
  }
}

async function inForce(admin: SluiceClient): Promise<PlanBody> {
  const { data } = await admin.GET('/v1/pools/{poolId}/plan', { params: { path } })
  if (!data) throw new Error('a plan without a body')
  return data
}

/** The latest plan, as soon as it has everything that was asked of the pool until now. */
async function proposed(admin: SluiceClient): Promise<PlanBody> {
  const { data: pool } = await admin.GET('/v1/pools/{poolId}', { params: { path } })
  const requested = pool?.state.requestedRevision ?? Number.POSITIVE_INFINITY
  const { data } = await eventually(
    () => admin.GET('/v1/pools/{poolId}/plan', { params: { path, query: { status: 'proposed' } } }),
    ({ response }) => Number(response.headers.get('sluice-computed-revision')) >= requested,
    { timeoutMs: 60_000 },
  )
  if (!data) throw new Error('a plan without a body')
  return data
}

/** First the cuts, whose money then waits in the reserve, then all that is left. */
async function approveInTwoSteps(admin: SluiceClient): Promise<PlanBody> {
  const wanted = await proposed(admin)
  const before = amounts(await inForce(admin))
  const moved = Object.entries(amounts(wanted)).filter(([cellId, minor]) => minor !== before[cellId])
  const cuts = moved.filter(([cellId, minor]) => minor < (before[cellId] ?? 0)).map(([cellId]) => cellId)
  expect(cuts).toEqual(['decatur'])
  expect(lineOf(await inForce(admin), 'decatur').reasons[0]).toBe('awaiting_approval')
  const params = { path: { ...path, number: wanted.number } }
  const decide = (cellIds: string[] | null) =>
    admin.POST('/v1/pools/{poolId}/plans/{number}/decisions', { params, body: { decision: 'approve', cellIds } })
  expect((await decide(cuts)).data).toMatchObject({ waitingCells: moved.length - cuts.length })
  const half = await inForce(admin)
  expectSound(half)
  expect(half.status).toBe('partly_approved')
  const { data } = await decide(null)
  expect(data).toMatchObject({ waitingCells: 0 })
  const whole = await inForce(admin)
  expectSound(whole)
  expect(amounts(whole)).toEqual(amounts(wanted))
  expect(whole).toMatchObject({ status: 'approved', effectiveRevision: data?.effectiveRevision })
  return whole
}

function amounts({ recommendations }: PlanBody): Record<string, number> {
  return Object.fromEntries(recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]))
}

async function overrideAndGoBack(origins: Origins, keys: Keys, admin: SluiceClient, before: PlanBody): Promise<void> {
  const params = { path: { ...path, cellId: 'roswell' } }
  const body = { kind: 'fixed' as const, dailyBudgetMinor: 20_000, reason }
  await admin.PUT('/v1/pools/{poolId}/cells/{cellId}/override', { params, body })
  const amountOf = (plan: PlanBody) => lineOf(plan, 'roswell').recommendedDailyBudgetMinor
  await planThat(origins, keys, (plan) => amountOf(plan) === 20_000)
  await admin.POST('/v1/pools/{poolId}/undo', { params: { path }, body: { planNumber: before.number, reason } })
  const { plan } = await planThat(origins, keys, (each) => amountOf(each) === amountOf(before))
  expect(amounts(plan)).toEqual(amounts(before))
  expect(gateOf(plan, 'smyrna')).toBe('gated')
}

/** The file's budgets add up to the plan's to the cent; once they are reported as set, the next file has none. */
async function exportAndReport(admin: SluiceClient, plan: PlanBody): Promise<void> {
  const rows = await exportedRows(admin)
  const sum = rows.reduce((total, row) => total + Math.round(Number(row.Budget) * 100), 0)
  expect(sum).toBe(plan.poolDailyBudgetMinor - plan.reserveDailyMinor)
  expect(rows.map((row) => row.Campaign).sort()).toEqual(['decatur | Search', 'roswell | Search', 'smyrna | Search'])
  const appliedAt = new Date().toISOString()
  const items = Object.entries(amounts(plan)).map(([cellId, dailyBudgetMinor]) => ({
    cellId,
    dailyBudgetMinor,
    appliedAt,
  }))
  const { data } = await admin.POST('/v1/pools/{poolId}/plans/{number}/applied', {
    params: { path: { ...path, number: plan.number } },
    body: { items },
  })
  expect(data).toMatchObject({ accepted: items.length })
  expect(await exportedRows(admin)).toEqual([])
}

async function exportedRows(admin: SluiceClient): Promise<Record<string, string>[]> {
  const { data, response } = await admin.POST('/v1/pools/{poolId}/plans/{number}/exports/{format}', {
    params: { path: { ...path, number: 'current', format: 'google-ads-editor' } },
    parseAs: 'text',
  })
  const rows = parse<Record<string, string>>(String(data), { columns: true, bom: true })
  expect(Number(response.headers.get('sluice-export-rows'))).toBe(rows.length)
  return rows
}

/** How the period goes; what changed from the first plan to the last; and the last one made again, to the byte. */
async function lookBack(admin: SluiceClient): Promise<void> {
  const { data: pacing } = await admin.GET('/v1/pools/{poolId}/pacing', { params: { path } })
  expect(pacing).toMatchObject({ poolId: 'georgia', currency: 'USD' })
  const { number, recommendations } = await proposed(admin)
  const params = { path: { ...path, number } }
  const { data: compared } = await admin.GET('/v1/pools/{poolId}/plans/{number}/diff', {
    params: { ...params, query: { against: 1 } },
  })
  expect(compared).toMatchObject({ number, against: 1 })
  expect(compared?.difference.cells.map(({ cellId }) => cellId)).toContain('smyrna')
  const { data: replayed } = await admin.POST('/v1/pools/{poolId}/plans/{number}/replay', { params })
  expect(replayed?.plan).toMatchObject({ isSame: true, differences: [] })
  expect(recommendations).toHaveLength(3)
}

/** Half of what cells get: a plan that adds up to it, and of which nothing is in force. */
async function askWhatIf(admin: SluiceClient): Promise<void> {
  const before = await inForce(admin)
  const dailyMinor = Math.round((before.poolDailyBudgetMinor - before.reserveDailyMinor) / 2)
  const { data } = await admin.POST('/v1/pools/{poolId}/simulations', {
    params: { path },
    body: { budget: { dailyMinor } },
  })
  expect(data?.plan.poolDailyBudgetMinor).toBe(dailyMinor)
  expect(data?.difference?.cells.length).toBeGreaterThan(0)
  expect(amounts(await inForce(admin))).toEqual(amounts(before))
}
