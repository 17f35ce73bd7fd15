import { expect, test } from 'vitest'
import { type HalfYear, type Moment, simulateHalfYear } from '../test-support/half-year.ts'
import { summarize, tableOf } from '../test-support/half-year-table.ts'
import { plan } from './plan.ts'
import type { Recommendation } from './plan.types.ts'
import { rampOf } from './ramp.ts'
import { verifyPlan } from './verify.ts'

const year = simulateHalfYear(1)
process.stdout.write(`\nA half-year of one pool, seed 1\n${tableOf(year)}\n`)

/** All lines of a cell, in order, with the moment they belong to. */
function linesOf({ moments }: HalfYear, cellId: string): { moment: Moment; line: Recommendation }[] {
  return moments.flatMap((moment) => {
    const line = moment.plan.recommendations.find((each) => each.cellId === cellId)
    return line === undefined ? [] : [{ moment, line }]
  })
}
const cellIds = year.clinics.map(({ id }) => id)
const isAtFloor = (line: Recommendation) => line.recommendedDailyBudgetMinor <= 420

test('[R4] each of 728 plans passes the checker: sums, bounds, certificate', () => {
  for (const { input, outcome } of year.moments) expect(verifyPlan(input, outcome)).toEqual({ kind: 'ok' })
})

test('[R1] each plan comes out of its stored input again', () => {
  for (const { input, plan: published } of year.moments.filter((_, i) => i % 20 === 0)) {
    expect(JSON.stringify(plan(JSON.parse(JSON.stringify(input))))).toBe(JSON.stringify(published))
  }
})

test('it was a half-year worth simulating: every gate, noise, outages, and money that ran short', () => {
  const reasons = new Set(
    year.moments.flatMap(({ plan: { recommendations } }) => recommendations.flatMap((line) => line.reasons)),
  )
  for (const reason of [
    'not_accepting',
    'no_headroom',
    'stale_hold',
    'ageing',
    'ramp_up',
    'ramp_down',
    'dead_band',
    'capacity_ceiling',
    'pool_exhausted',
  ]) {
    expect(reasons).toContain(reason)
  }
  const flips = summarize(year).map((cell) => cell.flips)
  expect(Math.max(...flips)).toBeGreaterThan(2)
  // Six months at most six ways in and out, of a gate that must stay for three days.
  expect(Math.max(...flips)).toBeLessThan(40)
})

test('[B7] no ramp is compounded within a day: all plans of a day stay within one interval', () => {
  for (const id of cellIds) {
    for (const { moment, line } of linesOf(year, id)) {
      const cell = moment.input.cells.find((each) => each.id === id)
      if (cell === undefined) continue
      const { low, high } = rampOf(cell, moment.input.policy, 2)
      expect(line.recommendedDailyBudgetMinor).toBeLessThanOrEqual(Math.max(420, Math.floor(high)))
      // Dead data is held at the baseline at once, wherever the reference was.
      const mayFall =
        line.gate === 'gated' ||
        line.freshness === 'dead' ||
        moment.plan.relaxed.some(({ at, kind }) => at === id && kind !== 'dead_band')
      if (!mayFall) expect(line.recommendedDailyBudgetMinor).toBeGreaterThanOrEqual(Math.floor(low))
    }
  }
})

test('[G1] a gated cell is at its floor in that very plan', () => {
  const gated = year.moments.flatMap(({ plan: { recommendations } }) =>
    recommendations.filter((line) => line.gate === 'gated'),
  )
  expect(gated.length).toBeGreaterThan(50)
  expect(gated.every(isAtFloor)).toBe(true)
})

test('[B7] a reopened cell is back at its baseline within five days, if nothing else is in its way', () => {
  let reopenings = 0
  for (const id of cellIds) {
    const lines = linesOf(year, id)
    lines.forEach(({ moment, line }, i) => {
      if (line.gate !== 'open' || lines[i - 1]?.line.gate !== 'gated') return
      // 0.1 of the baseline, plus 0.2 a day: 0.9 on the fifth day if each day ends at the ramp's top.
      const days = lines.slice(i).filter(({ moment: { day } }) => day >= moment.day && day <= moment.day + 4)
      if (!days.every(({ line: each }) => each.reasons[0] === 'ramp_up' || each.reasons[0] === 'dead_band')) return
      reopenings++
      expect(days.at(-1)?.line.recommendedDailyBudgetMinor).toBeGreaterThanOrEqual(3_780)
    })
  }
  expect(reopenings).toBeGreaterThan(0)
})

test('[B8, B9, B10] a source that falls silent neither raises spend nor cuts it to the floor', () => {
  let silences = 0
  for (const id of cellIds) {
    const lines = linesOf(year, id)
    lines.forEach(({ line, moment }, i) => {
      const before = lines[i - 1]
      if (line.freshness === 'fresh' || before === undefined || line.gate !== 'open') return
      silences++
      expect(line.recommendedDailyBudgetMinor).toBeLessThanOrEqual(line.referenceDailyBudgetMinor)
      const isPoor = moment.plan.relaxed.some(({ at }) => at === id)
      const wasAtFloor = line.referenceDailyBudgetMinor <= 600 || isAtFloor(before.line)
      if (line.freshness !== 'ageing' && !isPoor && !wasAtFloor) expect(isAtFloor(line)).toBe(false)
    })
  }
  expect(silences).toBeGreaterThan(50)
})

test('no cell is trapped at its floor: who stays there for a week is full, closed, unknown or not worth its money', () => {
  for (const id of cellIds) {
    let since: number | null = null
    for (const { moment, line } of linesOf(year, id)) {
      const mayStay = line.gate === 'gated' || line.reasons.includes('capacity_ceiling') || line.freshness !== 'fresh'
      if (!isAtFloor(line) || mayStay || isShort(moment) || isWorthless(moment, line)) since = null
      else since ??= moment.day
      expect(moment.day - (since ?? moment.day)).toBeLessThan(2)
    }
  }
})

function isShort({ plan: { relaxed, poolDailyBudgetMinor } }: Moment): boolean {
  return poolDailyBudgetMinor === 0 || relaxed.some(({ kind }) => kind !== 'dead_band')
}

/** The next dollar earns less here than anywhere it is asked for. */
function isWorthless({ plan: { nextPoolUnitValue } }: Moment, line: Recommendation): boolean {
  return line.nextDollarValueMinor / 100 < nextPoolUnitValue
}

test('clinics fill up to the target and not beyond it: 85 % of visits, less what noise and caution cost', () => {
  const fill = summarize(year).map((cell) => cell.fill)
  expect(Math.min(...fill)).toBeGreaterThan(0.5)
  expect(Math.max(...fill)).toBeLessThan(0.95)
})

test('[R1] the same seed is the same half-year', () => {
  const again = simulateHalfYear(1)
  expect(again.moments.at(-1)?.plan).toEqual(year.moments.at(-1)?.plan)
})
