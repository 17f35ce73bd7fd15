import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Plan, SourceReportBody } from '@sluice/contracts'
import { eventually } from '@sluice/test-kit'
import { expect } from 'vitest'
import { getJson, type Lines, post, type Sluice, test } from './sluice.ts'

const timeout = 300_000

async function planOf(sluice: Sluice, poolId: string): Promise<Plan> {
  const { results } = await sluice.keys()
  return (await getJson<Plan>(sluice, `/v1/pools/${poolId}/plan`, results)).body
}

const kindsOf = (plans: Plan[]) =>
  new Set(plans.flatMap((plan) => plan.recommendations.flatMap(({ reasons }) => reasons.map((r) => r.split(':')[0]))))

function isWhole(plan: Plan): boolean {
  const placed = plan.recommendations.reduce((sum, line) => sum + line.recommendedDailyBudgetMinor, 0)
  return placed + plan.reserveDailyMinor === plan.poolDailyBudgetMinor
}

test('the first start shows a sample that is alive, and a full clinic loses its money', {
  timeout,
}, async ({ start }) => {
  const sluice = await start()
  const banner = await sluice.shown()
  const [hospitals, stores] = [await planOf(sluice, 'nuffield-uk'), await planOf(sluice, 'rite-aid-nj')]

  // Alive, at once: the banner comes after the first plans.
  const gates = [...hospitals.recommendations, ...stores.recommendations].map(({ gate }) => gate)
  expect(new Set(gates)).toEqual(new Set(['open', 'throttled', 'gated']))
  expect([...kindsOf([hospitals, stores])].length).toBeGreaterThanOrEqual(6)
  expect([hospitals.number, stores.number]).toEqual([1, 1])
  for (const plan of [hospitals, stores]) {
    expect(plan.reserveDailyMinor).toBeGreaterThan(0)
    expect(isWhole(plan)).toBe(true)
  }

  // Unknown stays unknown: the one set has no slots, the other no waits.
  expect(
    hospitals.recommendations.every(({ headroom, waitlistSize }) => headroom === null && waitlistSize !== null),
  ).toBe(true)
  expect(stores.recommendations.every(({ headroom, waitDays }) => headroom !== null && waitDays === null)).toBe(true)
  expect(banner).toContain('Budgets and values are invented')

  // Who reported all that is known, as of anybody's data.
  const { admin } = await sluice.keys()
  const sources = (await getJson<{ items: SourceReportBody[] }>(sluice, '/v1/sources', admin)).body.items
  expect(sources.map(({ source, total }) => [source, total.accepted])).toEqual([
    ['sample:nhs-rtt-2026-01', 115],
    ['sample:rite-aid-nj-2023-03-24', 112],
  ])

  // A clinic fills: its money is elsewhere, and the plan says where and why.
  const { ingest, results } = await sluice.keys()
  const clinic = 'rite-aid-10488'
  const before = stores.recommendations.find(({ locationId }) => locationId === clinic)
  const answer = await post(sluice, ingest, {
    specversion: '1.0',
    type: 'sluice.capacity.observed.v1',
    source: 'test',
    id: 'full',
    time: new Date().toISOString(),
    data: { locationId: clinic, serviceLine: 'covid-immunization', horizonDays: 14, newPatientSlotsOpen: 0 },
  })
  expect(answer.status).toBe(202)
  const path = `/v1/recommendations?poolId=rite-aid-nj&locationId=${clinic}`
  const { body } = await eventually(
    () => getJson<Lines>(sluice, path, results),
    (got) => got.body.items[0]?.gate === 'gated',
    { timeoutMs: 60_000 },
  )
  const [line] = body.items
  expect(line).toMatchObject({ gate: 'gated', reasons: ['no_headroom'], headroom: 0, recommendedDailyBudgetMinor: 800 })
  expect(line?.sentence).toMatch(
    /^Rite Aid #10488, Vineland has no open new-patient visits left .* we cut it to its floor of \$8 a day and moved \$\d+\.\d\d to .*Rite Aid/,
  )
  const after = await planOf(sluice, 'rite-aid-nj')
  const gain = (plan: Plan, id: string) =>
    plan.recommendations.find(({ cellId }) => cellId === id)?.recommendedDailyBudgetMinor ?? 0
  const gained = after.recommendations.filter(
    ({ cellId, recommendedDailyBudgetMinor: now }) => now > gain(stores, cellId),
  )
  const freed = (before?.recommendedDailyBudgetMinor ?? 0) - 800
  const moved = gained.reduce(
    (sum, { cellId, recommendedDailyBudgetMinor: now }) => sum + now - gain(stores, cellId),
    0,
  )
  expect(isWhole(after)).toBe(true)
  expect(moved / freed).toBeGreaterThan(0.8)

  expect((await stat(join(sluice.folder, 'keys.json'))).mode & 0o777).toBe(0o600)
  expect((await fetch(`${sluice.url}/dashboard/login`)).status).toBe(200)
  expect((await fetch(`${sluice.url}/docs`)).status).toBe(200)

  await runsItsCommands(banner)
})

/** What the banner prints can be copied into a shell as it is. The clinic is full already by now: that changes nothing. */
async function runsItsCommands(banner: string): Promise<void> {
  const commands = banner.split(/\n\n+/).filter((paragraph) => paragraph.startsWith('curl '))
  expect(commands).toHaveLength(2)
  expect(Math.max(...banner.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  const run = async (command = '') => (await promisify(execFile)('/bin/sh', ['-c', command])).stdout
  expect(JSON.parse(await run(commands[0]))).toMatchObject({ status: 'accepted', matchedPools: 1 })
  expect(JSON.parse(await run(commands[1])).items[0].sentence).toContain('Rite Aid #10488, Vineland')
  // There is no screen here to open it on.
  const [, dashboard = ''] = /open the dashboard, (\S+), and sign in with the admin key\.$/m.exec(banner) ?? []
  expect((await fetch(dashboard, { headers: { accept: 'text/html' } })).status).toBe(200)
}
