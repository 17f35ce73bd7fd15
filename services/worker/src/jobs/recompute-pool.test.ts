import type { RecomputeResult } from '@sluice/recompute'
import { expect, test } from 'vitest'
import { runRecomputePool } from './recompute-pool.ts'

const job = { orgId: 'org', poolId: 'pool', revision: 2 }
const run = (result: RecomputeResult) => runRecomputePool(async () => result, job)

test.each([
  [{ outcome: 'published', revision: 2, planNumber: 7 }, 'published at revision 2, plan 7'],
  [{ outcome: 'busy', revision: 0 }, 'busy at revision 0'],
  [{ outcome: 'not-due', revision: 1 }, 'not-due at revision 1'],
] satisfies [RecomputeResult, string][])('%j is done: %s', async (result, told) => {
  expect(await run(result)).toBe(told)
})

test.each(['failed', 'not-due', 'busy'] as const)(
  'a pool that failed since its last plan has its job fail too, where that finds it %s',
  async (outcome) => {
    await expect(run({ outcome, revision: 1, errorCode: 'planning-failed' })).rejects.toMatchObject({
      code: 'planning-failed',
      isHopeless: false,
    })
  },
)
