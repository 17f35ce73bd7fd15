import { type PlaceDay, packJson } from '@sluice/database'
import { type Effective, type Plan, plansAreEqual } from '@sluice/planning'
import { changesOf } from './changed-lines.ts'
import { type GateChange, gateChangesOf, placeDaysOf } from './history-rows.ts'
import type { NumberedPlan } from './in-force.ts'
import type { LoadedInput } from './load.ts'
import { inTheBackground, type PackedInput, packInput, writeInput, writePlan } from './packed-plan.ts'
import {
  type NewInForce,
  type PackedInForce,
  type PreparedInForce,
  packInForce,
  prepareInForce,
} from './save-in-force.ts'
import { later } from './side-by-side.ts'
import { standingOf, takeEffect } from './take-effect.ts'
import type { WrittenJson } from './written-json.ts'

/** A plan with what of it takes effect by itself: worked out, and the numbers verified. */
export interface PreparedPlan extends ToPublish {
  computed: Plan
  /** Null: the latest plan says the same. */
  newPlan: NewPlan | null
  numbers: PreparedInForce | null
  /**
   * Writes the texts, some 40 ms for 10,000 cells, and has them packed by other threads; what is packed may be waited
   * for before.
   */
  pack(): void
}

/** A plan to store, and what is written beside it. */
export interface NewPlan {
  /** Once `pack` was called. */
  packed: Promise<PackedInput & { plan: Buffer }>
  goneCellIds: string[]
  gates: GateChange[]
  placeDays: PlaceDay[]
}

/**
 * Works out what a plan brings into force.
 * @throws RecomputeError numbers-wrong
 */
export function preparePlan(
  loaded: LoadedInput,
  computed: Plan,
  input: Promise<PackedInput> = packInput(writeInput(loaded.input)),
): PreparedPlan {
  const { plan, change } = toPublish(loaded, computed)
  const beside = plan === loaded.previous ? null : besidePlan(loaded, computed)
  const ofPlan = later<Buffer>()
  const ofNumbers = later<PackedInForce>()
  const pack = () => {
    let written: WrittenJson | undefined
    const write = () => {
      written ??= writePlan(computed)
      return written
    }
    if (beside) ofPlan.begin(() => packJson(write().bytes))
    if (change) ofNumbers.begin(() => packInForce(change, write()))
  }
  const numbers = change && prepareInForce(change, { packed: ofNumbers.result, lines: beside?.lines ?? [] })
  const packed = inTheBackground(
    Promise.all([input, ofPlan.result]).then(([packedInput, packedPlan]) => ({ ...packedInput, plan: packedPlan })),
  )
  return { computed, plan, change, newPlan: beside && { ...beside, packed }, numbers, pack }
}

function besidePlan({ input, previous }: LoadedInput, plan: Plan) {
  const before = previous?.plan ?? null
  const { lines, goneCellIds } = changesOf(plan, before)
  return { lines, goneCellIds, gates: gateChangesOf(plan, before), placeDays: placeDaysOf(input, plan, lines) }
}

export interface ToPublish {
  plan: NumberedPlan
  change: NewInForce | null
}

/**
 * The latest plan, where this one says the same and brings no numbers into force; else this one as the next. So numbers
 * that came into force are always those that the stored input of their plan leads to, also where only what needs
 * approval has changed.
 */
export function toPublish(loaded: Pick<LoadedInput, 'input' | 'previous' | 'inForce'>, computed: Plan): ToPublish {
  const { previous, inForce } = loaded
  if (previous !== null && plansAreEqual(previous.plan, computed)) {
    const change = toChange(loaded, previous)
    const isStanding = change === null || (inForce !== null && isSameEffective(inForce.effective, change.effective))
    if (isStanding) return { plan: previous, change }
  }
  const plan = { number: (previous?.number ?? 0) + 1, plan: computed }
  return { plan, change: toChange(loaded, plan) }
}

/** What comes into force with a plan; null: all of it is in force already. */
function toChange(
  { input, inForce: before }: Pick<LoadedInput, 'input' | 'inForce'>,
  { number, plan }: NumberedPlan,
): NewInForce | null {
  const effective = takeEffect({ input, plan, before })
  const isOfPlan = before?.planNumber === number
  const decided = isOfPlan && before.status === 'partly_approved' ? 'partly_approved' : null
  const status = standingOf({ input, effective }, decided)
  if (isOfPlan && before.status === status && isSameEffective(before.effective, effective)) return null
  return { before, planNumber: number, plan, input, effective, status, decisionId: null }
}

function isSameEffective(a: Effective, b: Effective): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
