import type { Policy } from './input.ts'
import { hoursToMs } from './instant.ts'
import type { Freshness } from './plan.types.ts'
import { policyOfSource } from './policy-of-source.ts'

/** Ages, in milliseconds, up to and including which a figure is fresh, ageing, stale. */
export interface FreshnessLimits {
  freshMs: number
  ageingMs: number
  staleMs: number
}

const byUrgency = ['fresh', 'ageing', 'stale', 'dead', 'never'] as const

/**
 * The limits of one source [F1, F2]. A source that reports weekly is not late after a day: each limit is at least 1.25,
 * 2 and 3 times its own interval.
 */
export function limitsOf(source: string, policy: Policy): FreshnessLimits {
  const interval = policyOfSource(source, policy.sources)?.expectedIntervalHours ?? 0
  const { freshHours, ageingHours, staleHours } = policy.freshness
  return {
    freshMs: hoursToMs(Math.max(freshHours, 1.25 * interval)),
    ageingMs: hoursToMs(Math.max(ageingHours, 2 * interval)),
    staleMs: hoursToMs(Math.max(staleHours, 3 * interval)),
  }
}

/** How fresh a figure of this age is [F1]; a limit itself still belongs to the better side. */
export function freshnessOf(ageMs: number, limits: FreshnessLimits): Freshness {
  if (ageMs <= limits.freshMs) return 'fresh'
  if (ageMs <= limits.ageingMs) return 'ageing'
  return ageMs <= limits.staleMs ? 'stale' : 'dead'
}

/** The worse of several; `never` when there is none [F3]. */
export function worstFreshness(all: readonly Freshness[]): Freshness {
  if (all.length === 0) return 'never'
  return all.reduce((worst, each) => (byUrgency.indexOf(each) > byUrgency.indexOf(worst) ? each : worst))
}

/** Age at which a figure enters its next category; null once dead. One millisecond past the limit, which is inclusive. */
export function nextLimitMs(ageMs: number, limits: FreshnessLimits): number | null {
  const passed = [limits.freshMs, limits.ageingMs, limits.staleMs].find((limit) => ageMs <= limit)
  return passed === undefined ? null : passed + 1
}
