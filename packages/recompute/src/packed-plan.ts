import { webcrypto } from 'node:crypto'
import { packJson } from '@sluice/database'
import type { Plan, PlanningInput } from '@sluice/planning'
import { canonicalText } from './canonical-text.ts'

/** The canonical input of a plan as it is stored. */
export interface PackedInput {
  input: Buffer
  inputSha256: Buffer
}

/** What is being packed while something else is done; who awaits none of it need not mind its failing. */
export interface Packing {
  input: Promise<PackedInput>
  plan: Promise<Buffer>
}

/** Packing and hashing 10,000 cells take some 60 ms, of threads beside this one: begun before planning, they cost no time. */
export async function packInput(input: PlanningInput): Promise<PackedInput> {
  const bytes = Buffer.from(canonicalText(input))
  const [packed, sha256] = await Promise.all([packJson(bytes), webcrypto.subtle.digest('SHA-256', bytes)])
  return { input: packed, inputSha256: Buffer.from(sha256) }
}

export async function packPlan(plan: Plan): Promise<Buffer> {
  return packJson(JSON.stringify(plan))
}

/** Marks a promise as one whose failure is told to whoever awaits it, and to nobody else. */
export function inTheBackground<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined)
  return work
}
