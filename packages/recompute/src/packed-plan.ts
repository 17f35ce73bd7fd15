import { webcrypto } from 'node:crypto'
import { packJson } from '@sluice/database'
import type { Plan, PlanningInput } from '@sluice/planning'
import { type WrittenJson, writeJson } from './written-json.ts'

/** The canonical input of a plan as it is stored. */
export interface PackedInput {
  input: Buffer
  inputSha256: Buffer
}

/** The canonical text of an input. What it has in common with the one before it of its pool is copied from there. */
export function writeInput(input: PlanningInput, before?: WrittenJson): WrittenJson {
  return writeJson(input, ['places', 'cells'], before)
}

/** The text of a plan. What is in force mostly has the lines of its plan but for a few. */
export function writePlan(plan: Plan, similar?: WrittenJson): WrittenJson {
  return writeJson(plan, ['recommendations'], similar)
}

/** Packing and hashing 10,000 cells take some 60 ms, of threads beside this one: begun before planning, they cost no time. */
export function packInput({ bytes }: WrittenJson): Promise<PackedInput> {
  return inTheBackground(
    Promise.all([packJson(bytes), webcrypto.subtle.digest('SHA-256', bytes)]).then(([packed, sha256]) => ({
      input: packed,
      inputSha256: Buffer.from(sha256),
    })),
  )
}

/** Marks a promise as one whose failure goes to its awaiter, and to nobody else. */
export function inTheBackground<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined)
  return work
}
