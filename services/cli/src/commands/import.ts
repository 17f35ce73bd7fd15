import { join } from 'node:path'
import { Argument, Command } from 'commander'
import { findApi } from '../api.ts'
import { exampleText } from '../command-line.ts'
import type { Context } from '../context.ts'
import { exitCodes, Failure } from '../failure.ts'
import type { Imported, Importer } from '../import/imported.ts'
import { importNhsRtt } from '../import/nhs-rtt.ts'
import { importPhsMsk } from '../import/phs-msk.ts'
import { sendEvents, toNdjson } from '../import/send.ts'
import { importSmartLinks } from '../import/smart-links.ts'
import { importUnivaf } from '../import/univaf.ts'
import { importVaWaitTimes } from '../import/va-wait-times.ts'
import { wholeNumber } from '../option-readers.ts'
import { counted } from '../text/counted.ts'

const importers = {
  'va-wait-times': importVaWaitTimes,
  'nhs-rtt': importNhsRtt,
  'phs-msk': importPhsMsk,
  univaf: importUnivaf,
  'smart-links': importSmartLinks,
} as const satisfies Record<string, Importer>

interface ImportCommandOptions {
  url?: string
  key?: string
  source?: string
  horizonDays: number
  serviceLine: string
  oneIdPerReport?: boolean
  print?: boolean
}

/** `sluice import` */
export function importCommand(context: Context): Command {
  return new Command('import')
    .summary('post a published data set as events')
    .description(
      'Turns the rows of a published data set into events and posts them. docs/importers.md tells how each is read.',
    )
    .addArgument(new Argument('<set>', 'which data set').choices(Object.keys(importers)))
    .argument('<path>', 'its file; of smart-links, its folder')
    .option('--print', 'print the events as NDJSON instead of posting them')
    .option('--source <source>', '`source` of the events (unset: /import/<set>)')
    .option(
      '--horizon-days <days>',
      'how far ahead openings are counted',
      wholeNumber('--horizon-days', { least: 1, most: 366 }),
      14,
    )
    .option('--service-line <id>', 'service line of sets with one kind of care', 'vaccination')
    .option('--one-id-per-report', 'of va-wait-times: other figures of one report date are conflicts, not corrections')
    .option('--url <url>', 'where Sluice is reached (unset: where `npm start` runs, else http://localhost:8080)')
    .option('--key <key>', 'key with events:write (better: SLUICE_KEY, which others on this machine do not see)')
    .addHelpText('after', exampleText('import va-wait-times va_wait_times.csv'))
    .action((set: keyof typeof importers, path: string, options: ImportCommandOptions) =>
      run(context, set, path, options),
    )
}

async function run(
  context: Context,
  set: keyof typeof importers,
  path: string,
  options: ImportCommandOptions,
): Promise<void> {
  const { events, notes } = await read(context, set, path, options)
  for (const note of notes) context.err(note)
  if (options.print) return context.out(toNdjson(events).trimEnd())
  const { accepted, duplicate, refused, codes } = await sendEvents(await findApi(context, options, 'ingest'), events)
  for (const [code, count] of codes) context.err(`${code}: ${count}`)
  context.out(`${counted(events.length, 'event')}: ${accepted} accepted, ${duplicate} duplicate, ${refused} refused`)
}

async function read(
  context: Context,
  set: keyof typeof importers,
  path: string,
  options: ImportCommandOptions,
): Promise<Imported> {
  const { source = `/import/${set}`, horizonDays, serviceLine, oneIdPerReport = false } = options
  const readPart = (name: string) => context.read(name === '' ? path : join(path, name))
  try {
    return await importers[set](readPart, { source, horizonDays, serviceLine, oneIdPerReport })
  } catch (error) {
    if (error instanceof Failure) throw error
    const reason = error instanceof Error ? error.message : ''
    throw new Failure(`${path} is not a file of ${set}. ${reason}`, { code: exitCodes.badInput, cause: error })
  }
}
