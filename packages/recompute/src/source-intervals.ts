import type { PlaceFigure } from '@sluice/database'
import type { Policy, SourcePolicy } from '@sluice/planning'

/**
 * The policy with how often sources report. A source's own interval holds in every pool, unless the policy names
 * another for it. Only for sources that have figures here, by name, so that the input stays small and the same whatever
 * else is configured.
 */
export function withSourceIntervals(
  policy: Policy,
  figures: readonly Pick<PlaceFigure, 'source'>[],
  intervals: ReadonlyMap<string, number>,
): Policy {
  if (intervals.size === 0) return policy
  const told = new Map(policy.sources.map((entry) => [entry.source, entry]))
  for (const source of new Set(figures.map((figure) => figure.source))) {
    const minutes = intervals.get(source)
    if (minutes === undefined) continue
    const entry: SourcePolicy = told.get(source) ?? { source, priority: 0, expectedIntervalHours: null }
    told.set(source, { ...entry, expectedIntervalHours: entry.expectedIntervalHours ?? minutes / 60 })
  }
  return { ...policy, sources: [...told.values()].sort((a, b) => (a.source < b.source ? -1 : 1)) }
}
