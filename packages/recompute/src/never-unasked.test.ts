import fc from 'fast-check'
import { test } from 'vitest'
import { neverUnasked } from '../test-support/unasked.ts'

test.for(['automatic', 'approval'] as const)(
  '[D1, D3, D11, D12] in an %s pool no money rises without somebody who may decide, whatever happens in whatever order',
  (mode) => {
    // Tens of thousands more: npm run faults -- r19.
    fc.assert(neverUnasked(mode), { numRuns: 150, seed: 19 })
  },
)
