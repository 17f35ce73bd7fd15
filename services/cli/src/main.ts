import { exitCodes } from './failure.ts'
import { createInput } from './input.ts'
import { runCli } from './run.ts'

// The reader of our output may stop early: sluice … | head
process.stdout.on('error', () => process.exit(exitCodes.done))

process.exitCode = await runCli(
  {
    env: process.env,
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    // `npm run` changes to the repository's root; what a person names is meant from where they are.
    ...createInput({ folder: process.env.INIT_CWD ?? process.cwd(), stdin: process.stdin }),
  },
  process.argv.slice(2),
)
