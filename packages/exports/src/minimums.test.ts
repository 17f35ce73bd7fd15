import { expect, test } from 'vitest'
import { makeEntity } from '../test-support/make.ts'
import { minimumOf } from './minimums.ts'
import type { Entity } from './types.ts'

const entity = (platform: Entity['platform'], minimumDailyBudgetMinor: number | null = null): Entity =>
  makeEntity('e', { platform, minimumDailyBudgetMinor })

test.for([
  ['USD', 5],
  ['GBP', 5],
  ['HKD', 100],
  ['TWD', 10_000],
  ['IDR', 48_000],
  // 5.10 pesos, which have no hundredths: rounded up, never below what is taken.
  ['CLP', 6],
  // Microsoft Advertising lists no account in it.
  ['JPY', 1],
] as const)('Microsoft Advertising takes at least what its table says, in minor units: %s %i', ([currency, least]) => {
  expect(minimumOf(entity('microsoft_ads'), currency)).toBe(least)
})

test('what was stated for an entity goes before what is published; others have no least of their own', () => {
  expect(minimumOf(entity('microsoft_ads', 500), 'USD')).toBe(500)
  expect(minimumOf(entity('meta'), 'USD')).toBe(1)
  expect(minimumOf(entity('google_ads'), 'USD')).toBe(1)
})
