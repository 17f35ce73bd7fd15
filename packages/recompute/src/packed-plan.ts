import { webcrypto } from 'node:crypto'
import { packJson } from '@sluice/database'
import type { Plan, PlanningInput } from '@sluice/planning'
import { canonicalText } from './canonical-text.ts'
import { planWriter, type WritePlan } from './plan-text.ts'

/** The canonical input of a plan as it is stored. */
export interface PackedInput {
  input: Buffer
  inputSha256: Buffer
}

/** A plan that is being packed. */
export interface PlanPacking {
  plan: Promise<Buffer>
  /** What wrote its text, for another plan that shares its lines. */
  writePlan: WritePlan
}

/** Packing and hashing 10,000 cells take some 60 ms, of threads beside this one: begun before planning, they cost no time. */
export function packInput(input: PlanningInput): Promise<PackedInput> {
  const bytes = Buffer.from(canonicalText(input))
  return inTheBackground(
    Promise.all([packJson(bytes), webcrypto.subtle.digest('SHA-256', bytes)]).then(([packed, sha256]) => ({
      input: packed,
      inputSha256: Buffer.from(sha256),
    })),
  )
}

export function packPlan(plan: Plan): PlanPacking {
  const writePlan = planWriter()
  return { plan: inTheBackground(packJson(writePlan(plan))), writePlan }
}

/** Marks a promise as one whose failure is told to whoever awaits it, and to nobody else. */
export function inTheBackground<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined)
  return work
}
