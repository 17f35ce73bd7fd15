import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allocate, type Problem } from '../../src/index.ts'
import { largeProblem } from '../../test/large-problems.ts'
import { machine } from '../machine.ts'
import { gridSearch, gridStep } from './grid-search.ts'
import { type Judged, judge, trueBookings } from './judge.ts'

/**
 * npm run bench:peers [-- quick]: the same seeded problems, as files of our own format, solved by Sluice, by SciPy's
 * SLSQP, by HiGHS (through SciPy) and by a search on a grid. PYTHON names the Python to use (default python3).
 */
const quick = process.argv.includes('quick')
const python = process.env.PYTHON ?? 'python3'
const script = join(import.meta.dirname, 'scipy_peers.py')
const print = (line: string) => process.stdout.write(`${line}\n`)

interface Instance {
  name: string
  problem: Problem
  peers: readonly Peer[]
}

type Peer = 'slsqp' | 'highs' | 'grid'

interface Answer {
  amounts: readonly number[]
  seconds: number
  note: string
}

const flat = (cells: number) => largeProblem({ cells, depth: 1 })
const tree = (cells: number) => largeProblem({ cells, depth: 3 })

/** The grid knows no groups. SLSQP's time grows with the cube of the cells; it is left out where it takes minutes. */
const instances: Instance[] = [
  { name: '20 cells', problem: flat(20), peers: ['slsqp', 'highs', 'grid'] },
  { name: '100 cells', problem: flat(100), peers: ['slsqp', 'highs', 'grid'] },
  { name: '100 cells in 3 levels', problem: tree(100), peers: ['slsqp', 'highs'] },
  { name: '100 S-shaped cells', problem: sShaped(100), peers: ['slsqp', 'grid'] },
  { name: '500 cells', problem: flat(500), peers: quick ? ['highs', 'grid'] : ['slsqp', 'highs', 'grid'] },
  { name: '500 cells in 3 levels', problem: tree(500), peers: quick ? ['highs'] : ['slsqp', 'highs'] },
  ...(quick ? [] : [{ name: '4,000 cells in 3 levels', problem: tree(4000), peers: ['highs'] as const }]),
]

/** Every cell needs a push before anything happens, and the money suffices for some of them only. */
function sShaped(cells: number): Problem {
  return { ...largeProblem({ cells, depth: 1, curve: 'sShaped' }), totalMinor: cells * 12_000 }
}

function sluice(problem: Problem): Answer {
  const result = allocate(problem)
  const seconds = secondsOf(() => allocate(problem))
  if (result.kind !== 'optimal') throw new Error(JSON.stringify(result))
  return { amounts: problem.cells.map(({ id }) => result.allocation[id] ?? 0), seconds, note: '' }
}

/** The middle of eleven, by the wall clock as for everybody. */
function secondsOf(run: () => void): number {
  const times = Array.from({ length: 11 }, () => {
    const began = performance.now()
    run()
    return (performance.now() - began) / 1000
  })
  return times.sort((a, b) => a - b)[5] ?? Number.NaN
}

function ask(peer: Peer, problem: Problem, file: string): Answer {
  if (peer !== 'grid') return askPython(peer, file) as Answer
  const seconds = secondsOf(() => gridSearch(problem, trueBookings))
  const dollars = gridStep(problem.totalMinor) / 100
  return { amounts: gridSearch(problem, trueBookings), seconds, note: `steps of $${dollars}` }
}

/** What the script prints; null where Python or SciPy is missing. */
function askPython(method: string, file: string): unknown {
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
  const { status, stdout, stderr } = spawnSync(python, [script, method, file], { encoding: 'utf8', env })
  if (status === 0) return JSON.parse(stdout)
  if (method !== 'version') throw new Error(`${python} ${method}: ${stderr}`)
  return null
}

function lineFor(who: string, { seconds, note }: Answer, judged: Judged, best: Judged, ours: number): void {
  const lost = (100 * (best.worth - judged.worth)) / best.worth
  const figures = [
    seconds < 1 ? `${(seconds * 1000).toPrecision(3)} ms` : `${seconds.toPrecision(3)} s`,
    `${(seconds / ours).toPrecision(2)} ×`,
    Math.abs(lost) < 1e-10 ? '0' : `${lost.toPrecision(2)} %`,
    String(judged.broken),
    judged.violationMinor === 0 ? '0' : judged.violationMinor.toPrecision(2),
    judged.fractionMinor === 0 ? '0' : judged.fractionMinor.toPrecision(2),
  ]
  print(`| | ${who} | ${figures.join(' | ')} | ${note} |`)
}

function compare({ name, problem, peers }: Instance, folder: string, hasScipy: boolean): void {
  const file = join(folder, 'problem.json')
  writeFileSync(file, JSON.stringify(problem))
  print(`| **${name}** | | | | | | | | |`)
  const ours = sluice(problem)
  const best = judge(problem, ours.amounts)
  lineFor('sluice', ours, best, best, ours.seconds)
  for (const peer of peers) {
    if (peer !== 'grid' && !hasScipy) continue
    const answer = ask(peer, problem, file)
    lineFor(peer, answer, judge(problem, answer.amounts), best, ours.seconds)
  }
}

function main(): void {
  const version = askPython('version', '-')
  print(machine())
  print(version === null ? NO_SCIPY : `${version}, one thread; HiGHS as SciPy ships it. Wall clock, solving only.`)
  print(
    '\n| problem | solver | time | against ours | value lost | bounds broken | worst, cents | not whole cents, sum | |',
  )
  print('|---|---|---|---|---|---|---|---|---|')
  const folder = mkdtempSync(join(tmpdir(), 'sluice-peers-'))
  try {
    for (const instance of instances) compare(instance, folder, version !== null)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const NO_SCIPY = `SciPy was not found by ${python}, so SLSQP and HiGHS are left out. Debian and Ubuntu: apt-get install python3-scipy;
elsewhere: pip install scipy. Another Python is chosen by PYTHON=/path/to/python3.`

main()
