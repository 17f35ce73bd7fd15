import type { SourcePolicy } from './input.ts'

/**
 * The entries of a policy by their source. A policy is asked for each figure of each place, and may have an entry for
 * each place.
 */
const known = new WeakMap<readonly SourcePolicy[], ReadonlyMap<string, SourcePolicy>>()

/** A policy's settings of a source; undefined: none. */
export function policyOfSource(source: string, sources: readonly SourcePolicy[]): SourcePolicy | undefined {
  let bySource = known.get(sources)
  if (bySource === undefined) {
    bySource = new Map(sources.map((entry) => [entry.source, entry]))
    known.set(sources, bySource)
  }
  return bySource.get(source)
}
