import { readFileSync } from 'node:fs'
import { rulesVersion } from '@sluice/planning'
import { expect, test } from 'vitest'
import { type GoldenLog, plansOfLog } from './golden/golden-log.ts'

const log: GoldenLog = JSON.parse(readFileSync(new URL('golden/clinics.json', import.meta.url), 'utf8'))

test('the golden log gives its plans, byte for byte', () => {
  const plans = plansOfLog(log)
  // Red? Either the change was not meant, or it changes the rules: raise rulesVersion in packages/planning, then write the golden
  // log anew (npm run golden -w @sluice/recompute) and look at what changed.
  expect(plans.map((plan) => JSON.stringify(plan))).toEqual(log.plans.map((plan) => JSON.stringify(plan)))
})

test('its plans were made by the rules of this version', () => {
  expect(log.rulesVersion).toBe(rulesVersion)
})

test('it goes through what rules are about: gates in and back, ramps, locks, groups, old data, holds', () => {
  const reasons = new Set(log.plans.flatMap((plan) => plan.recommendations.flatMap((line) => line.reasons)))
  expect([...reasons].sort()).toEqual(
    expect.arrayContaining(['group_maximum:north', 'no_headroom', 'not_accepting', 'ramp_up', 'wait_gate']),
  )
  const gatesOf = (cellId: string) =>
    log.plans.map((plan) => plan.recommendations.find((line) => line.cellId === cellId)?.gate)
  expect(gatesOf('albany')).toEqual(['open', 'gated', 'open', 'open'])
  expect(gatesOf('boston')).toEqual(['gated', 'gated', 'open', 'open'])
  expect(gatesOf('chicago')).toEqual(['open', 'gated', 'gated', 'open'])
})
