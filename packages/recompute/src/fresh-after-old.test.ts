import { type DecisionPolicy, defaultPolicy, type ServiceLine, toEffectivePlan } from '@sluice/planning'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PoolInMemory } from '../test-support/pool-in-memory.ts'

/** Open visits of each place, whenever it reports them: two are full. */
const openVisits = { smyrna: 0, decatur: 38, marietta: 0 } as const
type PlaceId = keyof typeof openVisits
const placeIds = ['smyrna', 'decatur', 'marietta'] as const

const serviceLine: ServiceLine = {
  ...{ id: 'ortho', name: 'orthodontics', typicalWaitDays: 21, typicalWaitKind: 'third_next_available' },
  ...{ lifetimeValueMinor: 100_000, marginShare: 0.5, upsellRate: 0, upsellValueMinor: 0, weight: 1 },
  ...{ followUpVisitsPerCase: null, priorCostPerBookingMinor: 4_000, priorKappa: 1 },
}

interface Report {
  place: PlaceId
  hoursAgo: number
  waiting: number
}

/** Fresh, ageing, stale and dead; who waits moves no gate where none is open. */
const report: fc.Arbitrary<Report> = fc.record({
  place: fc.constantFrom(...placeIds),
  hoursAgo: fc.constantFrom(0, 1, 30, 100, 200),
  waiting: fc.constantFrom(0, 7, 500),
})

test.for(['automatic', 'approval'] as const)(
  '[D4, R3] in an %s pool what is in force and told after reports of the same openings, old and fresh, is what the last of them say',
  (mode) => {
    fc.assert(
      fc.property(fc.array(report, { maxLength: 12 }), (reports) => {
        const last = placeIds.map((place) => ({ place, hoursAgo: 0, waiting: 7 }))
        const [heardAll, heardLast] = [begin(mode), begin(mode)]
        for (const one of [...reports, ...last]) hear(heardAll, one)
        for (const one of last) hear(heardLast, one, { isComputed: false })
        heardLast.recompute()
        expect(toldOf(heardAll)).toEqual(toldOf(heardLast))
      }),
      { numRuns: 40, seed: 10 },
    )
  },
)

/** Small steps are made as large ones are: what is held at another amount on the way is another matter. */
function begin(mode: DecisionPolicy['mode']): PoolInMemory {
  const deadBand = { shareOfReference: 0, currencyUnits: 0, shareOfBaseline: 0 }
  const decisions = { ...defaultPolicy.decisions, mode } as DecisionPolicy
  const pool = new PoolInMemory({
    startMs: Date.parse('2026-11-22T12:00:00Z'),
    ...{ currency: { code: 'USD', exponent: 2 }, serviceLine },
    policy: { ...defaultPolicy, deadBand, minimalGainMinor: 0, decisions },
    zones: { smyrna: 'America/New_York', decatur: 'Asia/Tokyo', marietta: 'America/New_York' },
    cells: placeIds.map((locationId) => ({
      ...{ id: locationId, locationId, channel: '', baselineDailyBudgetMinor: 10_000 },
      ...{ minDailyBudgetMinor: null, maxDailyBudgetMinor: null, lock: null },
    })),
  })
  pool.recompute()
  return pool
}

function hear(pool: PoolInMemory, { place, hoursAgo, waiting }: Report, { isComputed = true } = {}): void {
  pool.nowMs += 60_000
  const open = openVisits[place]
  pool.hear(place, open, { hoursAgo, waiting: open > 0 ? 0 : waiting })
  if (isComputed) pool.recompute()
}

/** The lines as people are told them, but for what moves with time and what the plan before said. */
function toldOf({ inForce, input }: PoolInMemory) {
  if (inForce === null || input === null) throw new Error('nothing is in force')
  const { recommendations } = toEffectivePlan(input, inForce.plan, inForce.effective)
  return recommendations.map(({ previousDailyBudgetMinor: _, dataAgeSeconds: __, sentence: ___, ...told }) => told)
}
