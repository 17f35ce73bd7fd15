import { type Verification, verifyJson, verifyLine } from '@sluice/allocation'
import { Command } from 'commander'
import { sluice } from '../command-line.ts'
import type { CommandContext } from '../context.ts'
import { exitCodes, Failure } from '../failure.ts'

interface VerifyOptions {
  ndjson?: boolean
  json?: boolean
}

/** `sluice verify` */
export function verifyCommand(context: CommandContext): Command {
  return new Command('verify')
    .summary('check a result against its problem, without the optimiser; needs no service')
    .description(
      'Says ok, or what is wrong: sums, bounds, and whether the certificate proves that no split is worth more (docs/allocation.md).',
    )
    .argument('[problem]', 'the problem; not given: { "problem": …, "result": … } on standard input')
    .argument(
      '[result]',
      'the result; not given: the first file holds { "problem": …, "result": … }, as a plan’s certificate does',
    )
    .option('--ndjson', 'many { "problem": …, "result": … }, one a line')
    .option('--json', 'print what was found as JSON for scripts')
    .addHelpText(
      'after',
      `
Exit code 1 if anything is wrong.

Example:
  ${sluice} verify problem.json result.json
  ${sluice} verify certificate.json`,
    )
    .action((problem: string | undefined, result: string | undefined, options: VerifyOptions) =>
      check(context, problem ?? '-', result, options),
    )
}

async function check(
  context: CommandContext,
  problem: string,
  result: string | undefined,
  options: VerifyOptions,
): Promise<void> {
  if (!options.ndjson) {
    const text = await context.read(problem)
    return say(context, result === undefined ? verifyLine(text) : verifyJson(text, await context.read(result)), options)
  }
  if (result !== undefined) throw new Failure('--ndjson takes one file.', { code: exitCodes.badInput })
  for await (const line of context.readLines(problem)) if (line.trim() !== '') say(context, verifyLine(line), options)
}

function say(context: CommandContext, verification: Verification, { json }: VerifyOptions): void {
  if (verification.kind !== 'ok') context.exitWith(exitCodes.failed)
  const text = verification.kind === 'ok' ? okText(verification.gapMinor) : wrongText(verification.findings)
  context.out(json ? JSON.stringify(verification) : text)
}

/** A gap is nothing wrong: a plan that leaves small changes out says what that may cost. */
function okText(gapMinor: number): string {
  return gapMinor > 0 ? `ok: proven to be at most ${gapMinor} minor units a day below the best split` : 'ok'
}

function wrongText(findings: readonly { at: string; message: string }[]): string {
  return ['wrong', ...findings.map(({ at, message }) => `  ${at}: ${message}`)].join('\n')
}
