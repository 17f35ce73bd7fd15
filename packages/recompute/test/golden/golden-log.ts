import type { StoredObservation } from '@sluice/database'
import { type Plan, type PlanningInput, plan } from '@sluice/planning'
import { placesFromLog } from '../../src/places-from-log.ts'

/** A small log in git with the plans that must come out of it, byte for byte. */
export interface GoldenLog {
  /** Of the rules that made `plans`. */
  rulesVersion: number
  /** What configuration says; places without what they reported. */
  settings: Omit<PlanningInput, 'asOf' | 'day' | 'amount' | 'previous' | 'inputRevision'>
  /** In the order in which the later of two counts, once they have come. */
  observations: StoredObservation[]
  steps: GoldenStep[]
  plans: Plan[]
}

/** A moment of the log: what had come by then. Numbers in force are those of the plan before. */
export interface GoldenStep extends Pick<PlanningInput, 'asOf' | 'day' | 'amount'> {
  /** Positions in `observations` that had not come yet. */
  notYet: number[]
}

/** The plans of a golden log, each made of the log as it stood and of the plan before. */
export function plansOfLog({ rulesVersion, settings, observations, steps }: Omit<GoldenLog, 'plans'>): Plan[] {
  const plans: Plan[] = []
  for (const [index, { notYet, ...moment }] of steps.entries()) {
    const heard = observations.filter((_, position) => !notYet.includes(position))
    const remade = placesFromLog({ ...settings, rulesVersion }, settings.places, heard)
    const places = settings.places.map((place, at) => ({ ...place, ...remade[at] }))
    plans.push(plan({ ...settings, ...moment, inputRevision: index + 1, places, ...inForce(settings, plans) }))
  }
  return plans
}

/** The plan before as the plan in force, its numbers as references. */
function inForce({ cells }: GoldenLog['settings'], plans: readonly Plan[]): Pick<PlanningInput, 'cells' | 'previous'> {
  const before = plans.at(-1)
  if (before === undefined) return { cells, previous: null }
  const lines = before.recommendations.map(({ cellId, recommendedDailyBudgetMinor, gate }) => ({
    cellId,
    dailyBudgetMinor: recommendedDailyBudgetMinor,
    gate,
  }))
  const numbers = new Map(lines.map(({ cellId, dailyBudgetMinor }) => [cellId, dailyBudgetMinor]))
  return {
    previous: { number: plans.length, reserveDailyMinor: before.reserveDailyMinor, cells: lines },
    cells: cells.map((cell) => ({
      ...cell,
      reference: { dailyBudgetMinor: numbers.get(cell.id) ?? 0, basis: 'published' as const },
    })),
  }
}
