import { bruteForce } from '../test/brute-force.ts'
import { difference } from '../test/compare.ts'
import { smallProblem } from '../test/small-problems.ts'

/** npm run bruteforce -w @sluice/allocation -- [count] [first seed]: every split of every small tree, in exact numbers. */
const count = Number(process.argv[2] ?? 100_000)
const first = Number(process.argv[3] ?? 0)
const kinds = { optimal: 0, infeasible: 0 }
const started = performance.now()
let wrong = 0
for (let seed = first; seed < first + count; seed++) {
  const problem = smallProblem(seed)
  const found = difference(problem)
  kinds[bruteForce(problem).kind]++
  if (found === null) continue
  wrong++
  if (wrong <= 5) process.stdout.write(`seed ${seed}: ${found}\n${JSON.stringify(problem)}\n`)
}
const seconds = ((performance.now() - started) / 1000).toFixed(1)
process.stdout.write(
  `${count} small trees (${kinds.optimal} feasible, ${kinds.infeasible} infeasible) in ${seconds} s: ${wrong} differ\n`,
)
process.exitCode = wrong === 0 ? 0 : 1
