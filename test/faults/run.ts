// npm run faults -- r1 --seed 7 --runs 200 --minutes 60: shows one goal of the reliability table, or, without a name, each.
// Prints the seed, the settings and what was counted; exit code 1 where a goal was broken.
import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { type Program, Skipped } from './program.ts'
import { programs } from './programs/all.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    runs: { type: 'string' },
    requests: { type: 'string' },
    minutes: { type: 'string', default: '10' },
  },
})
const say = (line: string) => void process.stdout.write(`${line}\n`)
const names = positionals.length === 0 ? Object.keys(programs) : positionals.map((name) => name.toLowerCase())
const unknown = names.filter((name) => !Object.hasOwn(programs, name))
if (unknown.length > 0) {
  say(`no program ${unknown.join(', ')}; there are: ${Object.keys(programs).join(', ')}`)
  process.exit(2)
}

let failed = false
for (const name of names) {
  const program = programs[name]
  if (program) failed = (await runOne(name, program)) || failed
}
process.exit(failed ? 1 : 0)

/** @returns whether the goal was broken. */
async function runOne(name: string, program: Program): Promise<boolean> {
  const runs = values.runs ?? values.requests
  const options = {
    seed: Number(values.seed),
    runs: runs === undefined ? undefined : Number(runs),
    minutes: Number(values.minutes),
    say,
  }
  say(`\n${name}: ${program.goal}`)
  say(
    `seed ${options.seed}, runs ${options.runs ?? 'as usual'}, at most ${options.minutes} min, ${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`,
  )
  const begin = performance.now()
  try {
    const { counts, broken } = await program.run(options)
    for (const [what, count] of Object.entries(counts)) say(`  ${what}: ${count}`)
    for (const what of broken.slice(0, 50)) say(`  BROKEN: ${what}`)
    say(`${name}: ${broken.length === 0 ? 'met' : 'BROKEN'} in ${Math.round((performance.now() - begin) / 1_000)} s`)
    return broken.length > 0
  } catch (error) {
    if (!(error instanceof Skipped)) throw error
    say(`${name}: skipped: ${error.message}`)
    return false
  }
}
