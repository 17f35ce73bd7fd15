import { expect, test } from 'vitest'
import { sharedMegabytes } from './shared-memory.ts'

const GB = 1_024 ** 3

test.for([
  ['a small machine has what PostgreSQL has by itself', { total: GB, allowed: 0 }, 128],
  ['a sixteenth', { total: 8 * GB, allowed: 0 }, 512],
  ['not more than 1 GB', { total: 64 * GB, allowed: 0 }, 1_024],
  ['a container that may have less than its machine has', { total: 64 * GB, allowed: 4 * GB }, 256],
  ['one that may have more than there is', { total: 4 * GB, allowed: 2 ** 63 }, 256],
] as const)('%s', ([_, memory, megabytes]) => {
  expect(sharedMegabytes(memory)).toBe(megabytes)
})
