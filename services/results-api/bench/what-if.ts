import { readPlanInput, unpackJson, withOrganization } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { type PlanningInput, planPool } from '@sluice/planning'
import { recomputePool } from '@sluice/recompute'
import { makeEvent } from '@sluice/test-kit/makers'
import { type Installation, withInstallation } from './installation.ts'
import { location, makeLargePool, serviceLine } from './large-pool.ts'

/**
 * What if at 10,000 cells, over HTTP, beside the plain call of planning in this process; a frontier of 20 points beside 20
 * plans. `node bench/what-if.ts [cells] [times]`
 */
const CELLS = Number(process.argv[2] ?? 10_000)
const TIMES = Number(process.argv[3] ?? 20)
const POINTS = 20
const pool = { orgId: 'bench', poolId: 'large' }

function report(label: string, taken: readonly number[]): void {
  const sorted = taken.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(0)
  process.stdout.write(`${label.padEnd(52)} p50 ${at(0.5).padStart(5)} ms  p95 ${at(0.95).padStart(5)} ms\n`)
}

async function timed(label: string, work: () => unknown, times = TIMES): Promise<void> {
  // Once for nothing: threads start, code is compiled, the state is read.
  await work()
  const taken: number[] = []
  for (let time = 0; time < times; time += 1) {
    const before = performance.now()
    await work()
    taken.push(performance.now() - before)
  }
  report(label, taken)
}

async function configure({ app, db, token }: Installation): Promise<void> {
  const headers = { authorization: `Bearer ${token}` }
  const put = (url: string, payload: object) => app.inject({ method: 'PUT', url, headers, payload })
  for (let index = 0; index < 100; index += 1) await put(`/v1/locations/clinic-${index}`, location)
  await put('/v1/service-lines/ortho', serviceLine)
  await put('/v1/pools/large', makeLargePool(CELLS))
  const events = Array.from({ length: 100 }, (_, index) =>
    makeEvent('sluice.capacity.observed.v1', {
      locationId: `clinic-${index}`,
      serviceLine: 'ortho',
      horizonDays: 14,
      newPatientSlotsTotal: 4_000,
      newPatientSlotsBooked: index * 34,
    }),
  )
  await storeEvents(db, 'bench', events)
  const { outcome, errorCode = '' } = await recomputePool({ db }, pool)
  process.stdout.write(`${CELLS} cells, plan ${outcome} ${errorCode}, ${TIMES} times each\n`)
}

async function measure(installation: Installation): Promise<void> {
  const { app, db, token } = installation
  await configure(installation)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${app.listeningOrigin}/v1/pools/large/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
    return answer.arrayBuffer()
  }
  const stored = await withOrganization(db, { role: 'sluice_worker', orgId: 'bench' }, (trx) =>
    readPlanInput(trx, { ...pool, number: 1 }),
  )
  if (stored === undefined) throw new Error('no plan')
  const input = await unpackJson<PlanningInput>(stored.input)
  const full = { places: [{ locationId: 'clinic-3', serviceLine: 'ortho', newPatientSlotsOpen: 0 }] }
  await timed('planPool alone', () => planPool(input))
  await timed('a clinic full: lines that changed', () => post('simulations?lines=changed', full))
  await timed('a clinic full: all lines', () => post('simulations', full))
  await timed('budget + 10 %: lines that changed', () =>
    post('simulations?lines=changed', { budget: { periodMinor: 1_650_000_000 } }),
  )
  await timed('gate settings, folded anew: lines that changed', () =>
    post('simulations?lines=changed', { policy: { targetUtilisation: 0.8 } }),
  )
  const baseline = CELLS * 4_000
  const totals = Array.from({ length: POINTS }, (_, i) => Math.round(baseline * (0.8 + 0.02 * i)))
  await timed(`frontier of ${POINTS} points`, () => post('frontier', { totalsMinor: totals }))
  await timed(`${POINTS} times planPool alone`, () => totals.map(() => planPool(input)), 3)
}

await withInstallation(measure)
