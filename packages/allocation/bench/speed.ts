import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { allocate } from '../src/index.ts'
import { largeProblem, type Shape } from '../test/large-problems.ts'
import { CURVES } from '../test/small-problems.ts'
import { equalMarginalSteps, greedyByUnits } from './baselines.ts'
import { machine } from './machine.ts'
import { type Question, type Solved, timesOf, type Warmed } from './measure.ts'

/** npm run bench:allocation [-- quick]: one thread; nothing is asserted. */
const quick = process.argv.includes('quick')
const print = (line: string) => process.stdout.write(`${line}\n`)

function ask(question: Question): unknown {
  const args = [join(import.meta.dirname, 'measure.ts'), JSON.stringify(question)]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

function solveLine(shape: Shape, shuffled = false): Solved {
  const found = ask({ kind: 'solve', shape, shuffled }) as Solved
  const bisection = found.bisectionMs === null ? '' : `${(found.bisectionMs / found.solve.wallMs).toFixed(0)} ×`
  const figures = [
    shape.cells.toLocaleString('en'),
    shape.depth,
    `${shape.curve ?? 'hill'}${shuffled ? ', ids in no order' : ''}`,
    brief(found.solve.wallMs),
    brief(found.solve.processorMs),
    brief(found.firstMs),
    brief(found.verify.wallMs),
    found.gapMinor ?? 'wrong',
    found.continuousGap.toExponential(0),
    found.peakMb,
    bisection,
  ]
  print(`| ${figures.join(' | ')} |`)
  return found
}

function brief(ms: number): string {
  return ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0)
}

function speed(): void {
  print(
    '\n| cells | levels | curve | solve, ms | processor, ms | first, ms | verify, ms | gap | to bound | MB | bisection |',
  )
  print('|---|---|---|---|---|---|---|---|---|---|---|')
  const sizes = quick ? [100, 4_000, 100_000, 1_000_000] : [100, 1_000, 4_000, 10_000, 100_000, 1_000_000]
  const growths: string[] = []
  for (const depth of quick ? [3] : [1, 2, 3, 4]) {
    const found = sizes.map((cells) => ({ cells, ...solveLine({ cells, depth }).solve }))
    growths.push(...growthLines(depth, found))
  }
  if (!quick) for (const cells of [100_000, 1_000_000]) solveLine({ cells, depth: 1 }, true)
  for (const curve of CURVES) {
    const small = { cells: curve === 'sShaped' || curve === 'piecewise' ? 2_000 : 10_000, curve }
    if (curve !== 'hill') for (const depth of quick ? [2] : [1, 2, 3, 4]) solveLine({ ...small, depth })
  }
  print(`\n${growths.join('\n')}`)
}

/** Time grows with cells to this power: 1 is in proportion. */
function growthLines(
  depth: number,
  found: readonly { cells: number; wallMs: number; processorMs: number }[],
): string[] {
  const last = found.at(-1)
  return found.slice(-3, -1).map((from) => {
    if (last === undefined) return ''
    const power = (to: number, before: number) => (Math.log(to / before) / Math.log(last.cells / from.cells)).toFixed(2)
    const [wall, processor] = [power(last.wallMs, from.wallMs), power(last.processorMs, from.processorMs)]
    return `growth, ${depth} levels, ${from.cells} to ${last.cells}: ${wall} by the clock, ${processor} of processor time`
  })
}

function warmStart(): void {
  print('\n| cells | levels | full, ms | one changed cell, ms | share | with the list of moves, ms | share |')
  print('|---|---|---|---|---|---|---|')
  for (const depth of [1, 3]) {
    const { full, replace, replaceAndMoves } = ask({ kind: 'warm', depth }) as Warmed
    const share = (ms: number) => `${((100 * ms) / full.processorMs).toFixed(1)} %`
    const [one, all] = [replace.processorMs, replaceAndMoves.processorMs]
    print(
      `| 100,000 | ${depth} | ${brief(full.processorMs)} | ${brief(one)} | ${share(one)} | ${brief(all)} | ${share(all)} |`,
    )
  }
}

/** Side by side on a pool without groups (the baselines know none): $300 a day per cell, and a unit is $1. */
function comparison(): void {
  print('\n| cells | method | ms | against ours | value lost | bounds broken |')
  print('|---|---|---|---|---|---|')
  for (const cells of [100, 500]) {
    const problem = { ...largeProblem({ cells, depth: 1 }), unitMinor: 100 }
    const ours = timesOf(31, () => allocate(problem)).wallMs
    const best = allocate(problem)
    if (best.kind !== 'optimal') throw new Error(best.kind)
    print(`| ${cells} | sluice | ${brief(ours)} | 1 × | 0 | 0 |`)
    for (const [name, method] of [
      ['greedy, one unit at a time (heap)', greedyByUnits],
      ['continuous by bisection, then rounded', equalMarginalSteps],
    ] as const) {
      const { wallMs } = timesOf(3, () => method(problem))
      const found = method(problem)
      const lost = (100 * (best.valueMinor + best.reserveMinor - found.value)) / best.valueMinor
      const loss = `${lost.toExponential(1)} %`
      print(`| ${cells} | ${name} | ${brief(wallMs)} | ${(wallMs / ours).toFixed(0)} × | ${loss} | ${found.broken} |`)
    }
  }
}

print(machine())
print('Problems: test/large-problems.ts, seed 1; $300 a day per cell, units of 1 cent. The whole call is timed, the')
print(
  'middle of 5 to 31 runs; "first" is the first call of its process. MB is the peak of the process, problem included.',
)
print('"gap": proven by verify; "to bound": share of value the dual bound leaves for fractions of cents.')
speed()
warmStart()
comparison()
