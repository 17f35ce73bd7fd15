import { assumeCells } from './assume-cells.ts'
import { assumeGroups } from './assume-groups.ts'
import { given } from './given.ts'
import type { Place, PlanningInput, Policy, ServiceLine } from './input.ts'
import { placeKey } from './place-facts.ts'
import type { AssumptionFault, PlaceChange, ServiceLineChange, WhatIf } from './what-if.ts'

/** An input as if; or all that does not fit, found at once. */
export type Assumed = { kind: 'assumed'; input: PlanningInput } | { kind: 'refused'; faults: AssumptionFault[] }

/**
 * The input with other settings: money, policy, service lines, groups, cells, and the pool's settings of its places
 * [W1–W6]. What gates remember is of the settings they were folded with: the caller folds them again where these
 * changed.
 */
export function assumeSettings(input: PlanningInput, whatIf: WhatIf): Assumed {
  const faults: AssumptionFault[] = []
  const groups = assumeGroups(input.groups, whatIf, faults)
  const cells = assumeCells(input, groups, whatIf, faults)
  const serviceLines = assumeLines(input.serviceLines, whatIf.serviceLines ?? [], faults)
  const places = assumePlaceSettings(input.places, whatIf.places ?? [], faults)
  if (faults.length > 0) return { kind: 'refused', faults }
  const policy = withRamps(whatIf.policy ?? input.policy, whatIf.ramps ?? 'kept')
  return {
    kind: 'assumed',
    input: { ...withBudget(input, whatIf.budget), policy, groups, cells, serviceLines, places },
  }
}

/** An amount of today is that of a period of one day: nothing spent, nothing left, no cap in reach [W1]. */
function withBudget(input: PlanningInput, budget: WhatIf['budget']): PlanningInput {
  if (budget === undefined) return input
  if ('periodMinor' in budget) return { ...input, amount: { ...input.amount, budgetMinor: budget.periodMinor } }
  const { today } = input.day
  const amount = {
    periodStart: today,
    periodEnd: dayAfter(today),
    budgetMinor: budget.dailyMinor,
    carriedOverMinor: 0,
    spentBeforeMinor: 0,
    spentOnCompleteDaysMinor: 0,
  }
  return { ...input, amount }
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** A hundred times the larger of reference and baseline is further than money reaches, and still an exact number. */
function withRamps(policy: Policy, ramps: 'kept' | 'off'): Policy {
  return ramps === 'kept' ? policy : { ...policy, ramp: { upShare: 100, downShare: 1 } }
}

function assumeLines(
  lines: readonly ServiceLine[],
  changes: readonly ServiceLineChange[],
  faults: AssumptionFault[],
): ServiceLine[] {
  const known = new Set(lines.map(({ id }) => id))
  changes.forEach(({ id }, index) => {
    if (!known.has(id))
      faults.push({ pointer: `/serviceLines/${index}/id`, detail: 'a service line of a cell of this pool' })
  })
  const changed = new Map(changes.map((change) => [change.id, change]))
  return lines.map((line) => {
    const change = changed.get(line.id)
    return change === undefined ? line : { ...line, ...given(change) }
  })
}

function assumePlaceSettings(
  places: readonly Place[],
  changes: readonly PlaceChange[],
  faults: AssumptionFault[],
): Place[] {
  if (changes.length === 0) return [...places]
  const known = new Set(places.map(placeKey))
  changes.forEach((change, index) => {
    if (!known.has(placeKey(change)))
      faults.push({ pointer: `/places/${index}`, detail: 'the place of a cell of this pool' })
  })
  const changed = new Map(changes.map((change) => [placeKey(change), change]))
  return places.map((place) => {
    const { organicBookings, share } = changed.get(placeKey(place)) ?? {}
    return organicBookings === undefined && share === undefined
      ? place
      : { ...place, ...given({ organicBookings, share }) }
  })
}
