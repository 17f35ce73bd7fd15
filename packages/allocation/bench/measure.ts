import { allocate, type Cell, cellValue, type Optimal, openSession, type Problem, verify } from '../src/index.ts'
import { largeProblem, type Shape } from '../test/large-problems.ts'
import { equalMarginalSteps } from './baselines.ts'

/**
 * One line of bench/speed.ts, in a process of its own so that its peak memory is its own: `node measure.ts '<question>'`
 * prints one line of JSON.
 */
export type Question = { kind: 'solve'; shape: Shape; shuffled?: boolean } | { kind: 'warm'; depth: number }

/** Milliseconds, the middle of several runs: by the clock, and of processor time in all threads of the process. */
export interface Times {
  wallMs: number
  processorMs: number
}

export interface Solved {
  firstMs: number
  solve: Times
  verify: Times
  /** What `verify` proves: 0 is optimal among whole units. */
  gapMinor: number | null
  /** Dual bound for fractions of units too, less the value; as a share of the value. */
  continuousGap: number
  peakMb: number
  /** The continuous optimum by bisection, without groups: the plainest method that comes near. */
  bisectionMs: number | null
}

export interface Warmed {
  full: Times
  replace: Times
  replaceAndMoves: Times
}

export function timesOf(runs: number, run: (i: number) => void): Times {
  const times = Array.from({ length: runs }, (_, i) => {
    const before = process.cpuUsage()
    const began = performance.now()
    run(i)
    const wallMs = performance.now() - began
    const { user, system } = process.cpuUsage(before)
    return { wallMs, processorMs: (user + system) / 1000 }
  })
  return { wallMs: middle(times.map((t) => t.wallMs)), processorMs: middle(times.map((t) => t.processorMs)) }
}

function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function solved(problem: Problem): Optimal {
  const result = allocate(problem)
  if (result.kind !== 'optimal') throw new Error(JSON.stringify(result))
  return result
}

function measureSolve(shape: Shape, shuffled: boolean): Solved {
  const made = largeProblem(shape)
  const problem = shuffled ? { ...made, cells: outOfOrder(made.cells) } : made
  const runs = shape.cells >= 1_000_000 ? 5 : shape.cells >= 100_000 ? 15 : 31
  const first = timesOf(1, () => solved(problem))
  const solve = timesOf(runs, () => solved(problem))
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
  const result = solved(problem)
  const checked = verify(problem, result)
  const isFlatHill = shape.depth === 1 && (shape.curve ?? 'hill') === 'hill'
  return {
    firstMs: first.wallMs,
    solve,
    verify: timesOf(3, () => verify(problem, result)),
    gapMinor: checked.kind === 'ok' ? checked.gapMinor : null,
    continuousGap: continuousGap(problem, result),
    peakMb,
    bisectionMs: isFlatHill ? timesOf(3, () => equalMarginalSteps(problem)).wallMs : null,
  }
}

/** A stride that meets every cell once, so that no id follows its neighbour. */
function outOfOrder(cells: readonly Cell[]): Cell[] {
  const stride = 7919
  return cells.flatMap((_, i) => cells[(i * stride) % cells.length] ?? [])
}

/**
 * Σ over cells of the most any spend, fractions included, could gain at the cell's price. Groups and reserve add nothing:
 * they are priced only at bounds that are whole units. The best fraction lies within a unit of the best whole amount.
 */
function continuousGap(problem: Problem, { allocation, certificate, valueMinor }: Optimal): number {
  const unit = problem.unitMinor
  const gap = problem.cells.reduce((sum, cell) => {
    const price = cell.groupId === null ? certificate.lambda : (certificate.groups[cell.groupId]?.lambda ?? 0)
    const at = allocation[cell.id] ?? 0
    const worth = (x: number) => cellValue(cell, x) - cellValue(cell, at) - price * (x - at)
    return sum + highest(worth, Math.max(cell.minMinor, at - unit), Math.min(cell.maxMinor, at + unit))
  }, 0)
  return gap / valueMinor
}

/** The maximum of a concave function, by thirds. */
function highest(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  for (let i = 0; i < 12; i++) {
    const third = (high - low) / 3
    if (f(low + third) < f(high - third)) low += third
    else high -= third
  }
  return Math.max(0, f((low + high) / 2))
}

/** Another headroom for one cell of 100,000, each time another cell: what a capacity event does. */
function measureWarm(depth: number): Warmed {
  const problem = largeProblem({ cells: 100_000, depth })
  const full = timesOf(11, () => solved(problem))
  const opened = openSession(problem)
  if (opened.kind !== 'open') throw new Error('not opened')
  const replace = (i: number) => {
    const cell = problem.cells[(i * 3001) % problem.cells.length]
    if (cell === undefined) throw new Error('no cell')
    return opened.session.replaceCell({ ...cell, headroom: (i % 3) * 0.7 })
  }
  const replaced = timesOf(101, replace)
  const replaceAndMoves = timesOf(101, (i) => {
    const moved = replace(i + 101)
    if (moved.kind === 'moved') moved.moves()
  })
  return { full, replace: replaced, replaceAndMoves }
}

if (import.meta.main) {
  const question = JSON.parse(process.argv[2] ?? '') as Question
  const answer =
    question.kind === 'solve' ? measureSolve(question.shape, question.shuffled ?? false) : measureWarm(question.depth)
  process.stdout.write(JSON.stringify(answer))
}
