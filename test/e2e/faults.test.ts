import { expect, test } from 'vitest'
import type { Program } from '../faults/program.ts'
import { storedOnce } from '../faults/programs/r01-stored-once.ts'
import { anyOrder } from '../faults/programs/r12-any-order.ts'
import { poison } from '../faults/programs/r13-poison.ts'
import { deadlocks } from '../faults/programs/r14-deadlocks.ts'

/** Short runs of what `npm run faults` runs for long; docs/reliability.md lists all goals and where each is shown. */
test.each<[string, Program, number]>([
  ['[R1] processes killed, stores crashed, everything sent three times: stored once, same plan', storedOnce(500), 1],
  ['[R12] any order and any repeats: the same state', anyOrder, 50],
  ['[R13] one malformed event among 1,000', poison, 1],
  ['[R14] many pools at once: no deadlock', deadlocks, 2_000],
])('%s', async (_, program, runs) => {
  const { broken } = await program.run({ seed: 20_261_125, runs, minutes: 1, say: () => undefined })
  expect(broken).toEqual([])
})
