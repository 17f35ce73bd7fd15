import { allocateJson } from '@sluice/allocation'
import { Command } from 'commander'
import { sluice } from '../command-line.ts'
import type { CommandContext } from '../context.ts'
import { exitCodes } from '../failure.ts'

/** `sluice allocate` */
export function allocateCommand(context: CommandContext): Command {
  return new Command('allocate')
    .summary('split money over cells: a problem in, the optimum out; needs no service')
    .description('Reads an allocation problem (docs/allocation.md) and prints its result as one line of JSON.')
    .argument('[file]', 'the problem; not given, or -: standard input', '-')
    .option('--ndjson', 'many problems, one a line; a result a line')
    .addHelpText(
      'after',
      `
Exit code 2 if a problem is not in the format; infeasible is an answer.

Example:
  ${sluice} allocate problem.json > result.json`,
    )
    .action((file: string, { ndjson }: { ndjson?: boolean }) => (ndjson ? many(context, file) : one(context, file)))
}

async function one(context: CommandContext, file: string): Promise<void> {
  answer(context, await context.read(file))
}

async function many(context: CommandContext, file: string): Promise<void> {
  for await (const line of context.readLines(file)) if (line.trim() !== '') answer(context, line)
}

function answer(context: CommandContext, problem: string): void {
  const result = allocateJson(problem)
  context.out(result)
  if (result.startsWith('{"kind":"invalid"')) context.exitWith(exitCodes.badInput)
}
