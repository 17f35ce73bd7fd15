import { defaultPolicy, emptyGateMemory, foldGate, type Observation } from '@sluice/planning'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldedAtOnce, foldInTurns } from './fold-in-turns.ts'
import { toServiceLine } from './to-input.ts'

const body = {
  typicalWaitDays: 18,
  typicalWaitKind: 'third_next_available',
  lifetimeValueMinor: 480_000,
  marginShare: 0.4,
  upsellRate: 0,
  upsellValueMinor: 0,
  weight: 1,
  followUpVisitsPerCase: null,
  priorCostPerBookingMinor: 9_500,
  priorKappa: 1.5,
}
const serviceLine = toServiceLine({ id: 'ortho', name: 'Orthodontics', body })
const settings = { policy: defaultPolicy, serviceLine, place: { organicBookings: 0 } }

test('a service line that is not complete is worth no made-up money: it is an error', () => {
  const { lifetimeValueMinor: _, ...rest } = body
  expect(() => toServiceLine({ id: 'ortho', name: 'Orthodontics', body: rest })).toThrow(/not complete/)
})

/** Reports of ever later seconds, in which a wait goes up and down; of the same second, where told. */
function reports(seconds: readonly number[]): Observation[] {
  return seconds.map((second, n) => ({
    observedAt: new Date(Date.UTC(2026, 10, 1) + 60_000 * second).toISOString(),
    source: `/s/${n % 3}`,
    figures: [{ figure: 'wait', kind: 'third_next_available', days: (n * 7) % 60 }],
  }))
}

async function fold(observations: readonly Observation[]) {
  let pauses = 0
  const pause = async () => {
    pauses += 1
  }
  return { memory: await foldInTurns(emptyGateMemory(), observations, settings, pause), pauses: () => pauses }
}

test('others have their turn after each 500 observations, and not after the last', async () => {
  for (const [count, expected] of [
    [1, 0],
    [foldedAtOnce, 0],
    [foldedAtOnce + 1, 1],
    [3 * foldedAtOnce, 2],
  ] as const) {
    const { pauses } = await fold(reports(Array.from({ length: count }, (_, n) => n)))
    expect(pauses()).toBe(expected)
  }
})

test('what shares an instant is folded together, and the memory is that of a fold at once', async () => {
  const steps = fc.array(fc.constantFrom(0, 0, 1), { minLength: 490, maxLength: 1_600 })
  await fc.assert(
    fc.asyncProperty(steps, async (each) => {
      let second = 0
      const observations = reports(
        each.map((step) => {
          second += step
          return second
        }),
      )
      expect((await fold(observations)).memory).toEqual(foldGate(emptyGateMemory(), observations, settings))
    }),
    { numRuns: 20 },
  )
})
