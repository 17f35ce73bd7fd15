import { type DecisionPolicy, defaultPolicy, type ServiceLine } from '@sluice/planning'
import fc from 'fast-check'
import { happening, locationIds, make } from './happenings.ts'
import { MoneyLedger } from './money-ledger.ts'
import { PoolInMemory } from './pool-in-memory.ts'

const serviceLine: ServiceLine = {
  ...{ id: 'ortho', name: 'orthodontics', typicalWaitDays: 21, typicalWaitKind: 'third_next_available' },
  ...{ lifetimeValueMinor: 100_000, marginShare: 0.5, upsellRate: 0, upsellValueMinor: 0, weight: 1 },
  ...{ followUpVisitsPerCase: null, priorCostPerBookingMinor: 4_000, priorKappa: 1 },
}

/** A pool's settings, and what happens to it; what is not computed at once comes into the plan of what happens next. */
const world = fc.record({
  currency: fc.constantFrom(
    { code: 'USD', exponent: 2, baseMinor: 10_000 },
    { code: 'JPY', exponent: 0, baseMinor: 130 },
    { code: 'KWD', exponent: 3, baseMinor: 31_000 },
  ),
  requireApprovedMessage: fc.constantFrom(false, false, true),
  happenings: fc.array(fc.record({ one: happening, isComputed: fc.constantFrom(true, true, true, false) }), {
    minLength: 1,
    maxLength: 25,
  }),
})
type World = typeof world extends fc.Arbitrary<infer T> ? T : never

/** That no money rises without somebody who may decide, in pools of this mode, whatever happens in whatever order. */
export function neverUnasked(mode: DecisionPolicy['mode']): fc.IPropertyWithHooks<[World]> {
  return fc.property(world, (of) => {
    const pool = begin(mode, of)
    const ledger = new MoneyLedger(pool)
    const look = (approved: string | null) => {
      const findings = ledger.look(approved)
      if (findings.length > 0) throw new Error(findings.join('; '))
    }
    const compute = () => {
      pool.recompute()
      look(null)
    }
    for (const id of locationIds) pool.hear(id, 38)
    compute()
    for (const { one, isComputed } of of.happenings) {
      pool.nowMs += 60_000
      // Several things may happen before a plan comes, and no midnight: a worker takes seconds.
      if (one.is === 'passed') compute()
      look(make(one, pool, of.currency.baseMinor))
      if (isComputed) compute()
    }
  })
}

function begin(mode: DecisionPolicy['mode'], { currency, requireApprovedMessage }: World): PoolInMemory {
  const decisions = { ...defaultPolicy.decisions, mode, requireApprovedMessage } as DecisionPolicy
  return new PoolInMemory({
    startMs: Date.parse('2026-11-22T12:00:00Z'),
    ...{ currency, serviceLine, policy: { ...defaultPolicy, decisions } },
    zones: { smyrna: 'America/New_York', decatur: 'Asia/Tokyo', marietta: 'America/New_York' },
    cells: locationIds.slice(0, 2).map((locationId) => ({
      ...{ id: `${locationId}.whole.`, locationId, channel: '', baselineDailyBudgetMinor: currency.baseMinor },
      ...{ minDailyBudgetMinor: null, maxDailyBudgetMinor: null, lock: null },
    })),
  })
}
