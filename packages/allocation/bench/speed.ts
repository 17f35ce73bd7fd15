import { cpus, totalmem } from 'node:os'
import { allocate, openSession, type Problem, verify } from '../src/index.ts'
import { largeProblem, type Shape } from '../test/large-problems.ts'
import { CURVES } from '../test/small-problems.ts'
import { equalMarginalSteps, greedyByUnits, gridSearch } from './baselines.ts'

/**
 * npm run bench -w @sluice/allocation [-- quick]
 * Medians on one thread; nothing is asserted. `solve` is the whole call: checking, solving, the result's objects.
 */
const quick = process.argv.includes('quick')
const print = (line: string) => process.stdout.write(`${line}\n`)

/**
 * Median of the processor time this process took, all its threads (the collector's too), so that other work on the
 * machine does not count. The wall clock of an idle machine is at most this.
 */
function median(runs: number, run: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }).sort((a, b) => a - b)
  return times[Math.floor(runs / 2)] ?? Number.NaN
}

function runsFor(cells: number): number {
  return cells >= 1_000_000 ? 3 : cells >= 100_000 ? 5 : 11
}

function solved(problem: Problem) {
  const result = allocate(problem)
  if (result.kind !== 'optimal') throw new Error(JSON.stringify(result))
  return result
}

/** Dual value of the prices: no split, fractions of a unit included, is worth more than this, up to the curve's steps. */
function lineFor(shape: Shape): number {
  const problem = largeProblem(shape)
  const first = median(1, () => solved(problem))
  const ms = median(runsFor(shape.cells), () => solved(problem))
  const result = solved(problem)
  const checkMs = median(3, () => verify(problem, result))
  const checked = verify(problem, result)
  const heapMb = Math.round(process.memoryUsage().rss / 2 ** 20)
  print(
    `| ${shape.cells} | ${shape.depth} | ${shape.curve ?? 'hill'} | ${ms.toFixed(1)} | ${first.toFixed(1)} | ${checkMs.toFixed(1)} | ${checked.kind === 'ok' ? checked.gapMinor : 'wrong'} | ${heapMb} |`,
  )
  return ms
}

function speed(): void {
  print('\n| cells | depth | curve | solve, ms | first call, ms | verify, ms | proven gap | process, MB |')
  print('|---|---|---|---|---|---|---|---|')
  const sizes = quick ? [4_000, 100_000, 1_000_000] : [100, 1_000, 4_000, 10_000, 100_000, 1_000_000]
  for (const depth of quick ? [1, 3] : [1, 2, 3, 4]) {
    const times = sizes.map((cells) => lineFor({ cells, depth }))
    const [from, to] = [times.at(-2) ?? 1, times.at(-1) ?? 1]
    const exponent = Math.log(to / from) / Math.log((sizes.at(-1) ?? 1) / (sizes.at(-2) ?? 1))
    print(`| growth | ${depth} | hill | exponent ${exponent.toFixed(2)} over the last step | | | | |`)
  }
  for (const curve of CURVES) if (curve !== 'hill') lineFor({ cells: 10_000, depth: 2, curve })
}

function warmStart(): void {
  print('\n| cells | depth | full, ms | one changed cell, ms | share |')
  print('|---|---|---|---|---|')
  for (const depth of [1, 3]) {
    const problem = largeProblem({ cells: 100_000, depth })
    const full = median(7, () => solved(problem))
    const opened = openSession(problem)
    if (opened.kind !== 'open') throw new Error('not opened')
    let i = 0
    const warm = median(31, () => {
      const cell = problem.cells[(i++ * 3001) % problem.cells.length]
      if (cell !== undefined) opened.session.replaceCell({ ...cell, headroom: (i % 3) * 0.7 })
    })
    print(`| 100000 | ${depth} | ${full.toFixed(1)} | ${warm.toFixed(1)} | ${((100 * warm) / full).toFixed(1)} % |`)
  }
}

/** Side by side on a pool without groups (the baselines know none): $1,000 a day per cell, so a unit is $1. */
function comparison(): void {
  print('\n| cells | method | ms | times slower | value lost | bounds broken |')
  print('|---|---|---|---|---|---|')
  for (const cells of [100, 500]) {
    const problem = { ...largeProblem({ cells, depth: 1 }), unitMinor: 100 }
    const started = median(11, () => solved(problem))
    const best = solved(problem)
    print(`| ${cells} | sluice | ${started.toFixed(2)} | 1 | 0 | 0 |`)
    for (const [name, method] of [
      ['greedy, one unit at a time (heap)', greedyByUnits],
      ['grid search, 0.1 % steps (in the manner of Meridian)', gridSearch],
      ['continuous, then rounded to units', equalMarginalSteps],
    ] as const) {
      const ms = median(3, () => method(problem))
      const found = method(problem)
      const lost = (100 * (best.valueMinor + best.reserveMinor - found.value)) / best.valueMinor
      print(
        `| ${cells} | ${name} | ${ms.toFixed(2)} | ${(ms / started).toFixed(0)} | ${lost.toExponential(1)} % | ${found.broken} |`,
      )
    }
  }
}

print(
  `Node ${process.version}, ${process.arch}, ${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB`,
)
print(
  'Problems: test/large-problems.ts, seed 1; $300 a day per cell, units of 1 cent; medians of 3 to 11, in ms of processor time.',
)
speed()
warmStart()
comparison()
