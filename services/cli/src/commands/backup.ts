import { backUpInstallation, type Copied, restoreInstallation } from '@sluice/local-postgres'
import { Command } from 'commander'
import { exampleText, sluice } from '../command-line.ts'
import type { CommandContext } from '../context.ts'
import { exitCodes, Failure } from '../failure.ts'
import { sluiceFolder } from '../sluice-folder.ts'
import { counted } from '../text/counted.ts'

/** `sluice backup` */
export function backupCommand(context: CommandContext): Command {
  return new Command('backup')
    .summary('copy what `npm start` keeps, while it is stopped')
    .description(
      [
        'Copies the folder of `npm start` (.sluice, or SLUICE_DATA_DIR) with its database, keys and secrets to a new folder. Stop',
        '`npm start` first. Whoever has the copy has the keys in it. A PostgreSQL of your own is backed up with pg_dump:',
        'docs/operations.md says how.',
      ].join(' '),
    )
    .argument('<folder>', 'where the copy goes: a new folder')
    .option('--json', 'print what was copied for scripts')
    .addHelpText('after', exampleText('backup ../sluice-backup'))
    .action((folder: string, options: { json?: boolean }) => backUp(context, folder, options))
}

/** `sluice restore` */
export function restoreCommand(context: CommandContext): Command {
  return new Command('restore')
    .summary('make a backup the data of `npm start` again')
    .description(
      'Copies a folder that `sluice backup` made to where `npm start` keeps its data (.sluice, or SLUICE_DATA_DIR), which must not be there or be empty.',
    )
    .argument('<folder>', 'a folder that `sluice backup` made')
    .option('--json', 'print what was copied for scripts')
    .addHelpText('after', `\nExample:\n  mv .sluice .sluice-broken && ${sluice} restore ../sluice-backup && npm start`)
    .action((folder: string, options: { json?: boolean }) => restore(context, folder, options))
}

interface Options {
  json?: boolean
}

async function backUp(context: CommandContext, folder: string, options: Options): Promise<void> {
  if (context.env.MIGRATION_DATABASE_URL)
    throw new Failure(
      'MIGRATION_DATABASE_URL names a PostgreSQL of your own: back it up with pg_dump (docs/operations.md, Backups).',
      { code: exitCodes.badInput },
    )
  const from = sluiceFolder(context)
  const copied = await orFailure(backUpInstallation(from, folder))
  tell(context, options, copied, `Copied ${from} to ${folder}`)
}

async function restore(context: CommandContext, folder: string, options: Options): Promise<void> {
  const to = sluiceFolder(context)
  const copied = await orFailure(restoreInstallation(folder, to))
  tell(context, options, copied, `Restored ${to} from ${folder}`)
}

/** The copy's refusals are in words for people already. */
async function orFailure<T>(work: Promise<T>): Promise<T> {
  return work.catch((cause) => {
    throw new Failure(cause instanceof Error ? cause.message : 'The folder could not be copied.', { cause })
  })
}

function tell({ out }: CommandContext, { json }: Options, { files, bytes }: Copied, what: string): void {
  out(
    json
      ? JSON.stringify({ files, bytes })
      : `${what}: ${counted(files, 'file')}, ${Math.ceil(bytes / 1_048_576)} MiB.`,
  )
}
