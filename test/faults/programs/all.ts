import type { Program } from '../program.ts'
import { storedOnce } from './r01-stored-once.ts'
import { durable } from './r02-durable.ts'
import { outages } from './r07-outages.ts'
import { halfOpen } from './r08-half-open.ts'
import { backPressure } from './r09-back-pressure.ts'
import { queueGone } from './r10-queue-gone.ts'
import { anyOrder } from './r12-any-order.ts'
import { poison } from './r13-poison.ts'
import { deadlocks } from './r14-deadlocks.ts'
import { fuzzed } from './r15-fuzz.ts'
import { unasked } from './r19-unasked.ts'

/** By the number of their goal in docs/reliability.md. */
export const programs: Readonly<Record<string, Program>> = {
  r1: storedOnce(2_500),
  r2: durable,
  r7: outages,
  r8: halfOpen,
  r9: backPressure,
  r10: queueGone,
  r12: anyOrder,
  r13: poison,
  r14: deadlocks,
  r15: fuzzed,
  r19: unasked,
}
