import { ChainReader, checkStoredChain, lineToText, type StoredChain, storedEntries, textToLine } from '@sluice/audit'
import type { Database } from '@sluice/database'
import { Command } from 'commander'
import { chosenOrganizations } from '../chosen-organizations.ts'
import { exampleText } from '../command-line.ts'
import type { CommandContext } from '../context.ts'
import { withDatabase } from '../database.ts'
import { exitCodes, Failure } from '../failure.ts'

interface VerifyOptions {
  organization?: string
  file?: string
  head: string[]
  json?: boolean
}

/** What became of checking one organization's chain. */
interface Checked extends StoredChain {
  organization: string
  /** Entries before the first one of a file, of which nothing is known: it is a part. */
  unknownBefore: number
}

/** `sluice audit verify|export` */
export function auditCommand(context: CommandContext): Command {
  return new Command('audit')
    .summary('check and export the audit log')
    .description('Who changed what, as a chain per organization: an entry that was changed or taken out shows.')
    .addCommand(verifyCommand(context))
    .addCommand(exportCommand(context))
}

function verifyCommand(context: CommandContext): Command {
  return new Command('verify')
    .summary('recompute the chain and say where it breaks')
    .description(
      'Recomputes every hash, from the database or from an exported file, without asking the database how. Exit code 1: a chain is broken, or a file begins later than with entry 1.',
    )
    .option('--organization <id>', 'only this one (unset: all of them)')
    .option('-f, --file <file>', 'check an exported file instead; - is standard input')
    .option('--head <hash>', 'a hash noted earlier that must still be there; may be repeated', collect, [])
    .option('--json', 'print what was found for scripts')
    .addHelpText('after', exampleText('audit verify --organization riverside'))
    .action((options: VerifyOptions) => verify(context, options))
}

function collect(value: string, before: string[]): string[] {
  if (/^[0-9a-f]{64}$/.test(value)) return [...before, value]
  throw new Failure('--head: 64 hexadecimal digits, as audit verify and audit export print them.', {
    code: exitCodes.badInput,
  })
}

async function verify(context: CommandContext, options: VerifyOptions): Promise<void> {
  const { file, head } = options
  const checked =
    file === undefined
      ? await withDatabase(context, (db) => verifyStored(db, options))
      : await verifyFile(context, file, head)
  if (options.json) context.out(JSON.stringify(checked))
  else for (const line of checked.flatMap(checkedText)) context.out(line)
  if (!checked.every(isWhole)) context.exitWith(exitCodes.failed)
}

function isWhole({ faults, missing, unknownBefore }: Checked): boolean {
  return faults.length + missing.length + unknownBefore === 0
}

async function verifyStored(db: Database, { organization, head }: VerifyOptions): Promise<Checked[]> {
  const ids = await chosenOrganizations(db, organization)
  const checked: Checked[] = []
  for (const id of ids) checked.push({ organization: id, unknownBefore: 0, ...(await checkStoredChain(db, id, head)) })
  if (organization === undefined && head.length > 0) return checked.map((one) => missingAnywhere(one, checked))
  return checked
}

/** A noted hash belongs to one organization; the others do not miss it. */
function missingAnywhere(one: Checked, all: readonly Checked[]): Checked {
  return { ...one, missing: one.missing.filter((hash) => all.every(({ missing }) => missing.includes(hash))) }
}

async function verifyFile(context: CommandContext, file: string, head: readonly string[]): Promise<Checked[]> {
  const readers = new Map<string, ChainReader>()
  let number = 0
  for await (const text of context.readLines(file)) {
    number += 1
    const entry = textToLine(text)
    if (entry === null)
      throw new Failure(`${file}:${number}: not an entry as audit export writes it.`, { code: exitCodes.badInput })
    const reader = readers.get(entry.organizationId) ?? new ChainReader(head)
    readers.set(entry.organizationId, reader)
    reader.read(entry)
  }
  const checked = [...readers].map(([organization, { count, start, end, faults, missing }]) => ({
    ...{ organization, count, end, faults, missing },
    unknownBefore: start === undefined || start.followsNoted ? 0 : start.seq - 1,
  }))
  if (checked.length === 0) throw new Failure(`${file}: there is no entry in it.`, { code: exitCodes.badInput })
  return checked.map((one) => missingAnywhere(one, checked))
}

function checkedText(checked: Checked): string[] {
  const { organization, count, end, faults, missing, unknownBefore } = checked
  const broken = faults.length + missing.length > 0 ? 'BROKEN' : 'A PART'
  const whole = isWhole(checked) ? 'whole' : broken
  const head = end === undefined ? '' : `; head ${end.seq} ${end.hash}`
  return [
    `${organization}: ${count} ${count === 1 ? 'entry' : 'entries'}, ${whole}${head}`,
    ...(unknownBefore > 0 ? [`  ${beginsLate(unknownBefore)}`] : []),
    ...faults.map(({ seq, message }) => `  entry ${seq} ${message}`),
    ...missing.map((hash) => `  ${hash} is not there: the chain was cut off before it, or rewritten`),
  ]
}

function beginsLate(before: number): string {
  const those = before === 1 ? 'entry 1 is' : `entries 1 to ${before} are`
  return `${those} not in it: --head with the hash of entry ${before}, as noted, shows that it follows there`
}

function exportCommand(context: CommandContext): Command {
  return new Command('export')
    .summary('print the audit log, an entry a line')
    .description(
      'Prints every entry with its hashes as NDJSON, oldest first; the head goes to standard error. Check it with audit verify -f. Exit code 1: there is no entry.',
    )
    .requiredOption('--organization <id>', 'whose log')
    .addHelpText('after', exampleText('audit export --organization riverside > audit.ndjson'))
    .action(({ organization }: { organization: string }) =>
      withDatabase(context, async (db) => {
        await chosenOrganizations(db, organization)
        let head: string | undefined
        for await (const entry of storedEntries(db, organization)) {
          context.out(lineToText(entry))
          head = `head ${entry.seq} ${entry.hash}`
        }
        context.err(`${organization}: ${head ?? 'BROKEN: not even the entry of its creation is there'}`)
        if (head === undefined) context.exitWith(exitCodes.failed)
      }),
    )
}
