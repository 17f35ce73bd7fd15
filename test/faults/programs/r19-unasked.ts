import fc from 'fast-check'
import { neverUnasked } from '../../../packages/recompute/test-support/unasked.ts'
import { type Outcome, type Program, type RunOptions, timeLeft } from '../program.ts'

/** Sequences tried between two looks at the clock. */
const AT_ONCE = 250

/** R19. `--runs`: sequences of up to 25 happenings for each mode, each happening followed by a plan mostly. */
export const unasked: Program = {
  goal: 'R19: no money rises without somebody who may decide, in 20,000 sequences of up to 25 happenings',
  async run({ seed, runs = 5_000, minutes, say }: RunOptions): Promise<Outcome> {
    const hasTime = timeLeft(minutes)
    const counts = { automatic: 0, approval: 0 }
    const broken: string[] = []
    for (let from = 0; from < runs && hasTime(); from += AT_ONCE) {
      for (const mode of ['automatic', 'approval'] as const) {
        const numRuns = Math.min(AT_ONCE, runs - from)
        const tried = fc.check(neverUnasked(mode), { numRuns, seed: seed + from })
        counts[mode] += tried.numRuns
        if (!tried.failed) continue
        const why = tried.errorInstance instanceof Error ? tried.errorInstance.message : 'it failed'
        broken.push(`${mode}, seed ${seed + from}: ${why}; ${JSON.stringify(tried.counterexample)}`)
      }
      if ((from / AT_ONCE) % 8 === 7) say(`${counts.automatic + counts.approval} sequences`)
    }
    return { counts, broken }
  },
}
