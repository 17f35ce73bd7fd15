import { cpus } from 'node:os'
import { planPool } from '../src/plan.ts'
import { verifyPlan } from '../src/verify.ts'
import { largeInput } from '../test-support/large-input.ts'

const cells = Number(process.argv[2] ?? 10_000)
const rounds = 15
const input = largeInput(1, cells)
// The plan of a quiet moment, and one where the plan in force is close by: dead bands make it solve several times.
const outcome = planPool(input)
const inForce = {
  number: 1,
  reserveDailyMinor: outcome.plan.reserveDailyMinor,
  cells: outcome.plan.recommendations.map((line) => ({
    cellId: line.cellId,
    dailyBudgetMinor: line.recommendedDailyBudgetMinor + (line.cellId.endsWith('7') ? 30 : 0),
    gate: line.gate,
  })),
}

const baselineMs = median(() => JSON.parse(JSON.stringify(input)))
print(
  `cells ${cells}, rounds ${rounds}, ${cpus()[0]?.model ?? 'unknown processor'} × ${cpus().length}, node ${process.version}`,
)
print(`copying the input as JSON (the baseline)  ${baselineMs.toFixed(1)} ms`)
report('plan, first of its pool', () => planPool({ ...input, previous: null }))
report('plan, another in force', () => planPool({ ...input, previous: inForce }))
report('verify', () => verifyPlan(input, outcome))

function report(name: string, run: () => unknown): void {
  const ms = median(run)
  print(`${name.padEnd(41)} ${ms.toFixed(1)} ms  ${(ms / baselineMs).toFixed(1)} × the baseline`)
}

function median(run: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
