import type { Policy, SourcePolicy } from './input.ts'

const known = new WeakMap<Policy['sources'], ReadonlyMap<string, SourcePolicy>>()

/**
 * The policy's settings of a source: of 10,000 clinics each may have its own. Part of `verifyPlan`; imports nothing
 * that decides.
 */
export function toldOfSource({ sources }: Policy, source: string): SourcePolicy | undefined {
  let told = known.get(sources)
  if (told === undefined) {
    told = new Map(sources.map((entry) => [entry.source, entry]))
    known.set(sources, told)
  }
  return told.get(source)
}
