import { CommanderError } from 'commander'
import type { Context } from './context.ts'
import { exitCodes, Failure } from './failure.ts'
import { buildProgram } from './program.ts'

/** Runs one command line to its end and says how the process should end. Never rejects. */
export async function runCli(context: Context, args: readonly string[]): Promise<number> {
  try {
    let code: number = exitCodes.done
    const exitWith = (wanted: number) => {
      code = wanted
    }
    const program = await buildProgram({ ...context, exitWith }, args)
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    return report(context, error)
  }
}

/** What went wrong, in one message, and the exit code for it. A stack is for `SLUICE_DEBUG=1`. */
function report(context: Context, error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.badInput
  const isExpected = error instanceof Failure
  context.err(isExpected ? error.message : `Unexpected: ${error instanceof Error ? error.message : 'an unknown error'}`)
  if (context.env.SLUICE_DEBUG && error instanceof Error) context.err(error.stack ?? '')
  return isExpected ? error.code : exitCodes.failed
}
