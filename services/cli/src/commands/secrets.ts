import { createSealer, type Sealer } from '@sluice/secrets'
import { Command } from 'commander'
import { chosenOrganizations } from '../chosen-organizations.ts'
import { sluice } from '../command-line.ts'
import type { CommandContext } from '../context.ts'
import { withDatabase } from '../database.ts'
import { exitCodes, Failure } from '../failure.ts'
import { type Resealed, resealOrganization } from '../reseal.ts'
import { readFromFolder } from '../sluice-folder.ts'
import { table } from '../table.ts'

/** `sluice secrets reseal` */
export function secretsCommand(context: CommandContext): Command {
  return new Command('secrets')
    .summary('seal what is kept secret with the current key')
    .description('Signing secrets of sources and webhook endpoints are sealed under SLUICE_SECRET_KEYS.')
    .addCommand(resealCommand(context))
}

function resealCommand(context: CommandContext): Command {
  return new Command('reseal')
    .summary('seal again what was sealed with a previous key')
    .description(
      [
        'Opens what was sealed with a previous key of SLUICE_SECRET_KEYS (current first, previous after it) and seals it with the',
        'current one. Again it does nothing. Exit code 1: something is sealed with a key that is not listed. First give every',
        'service the new key and restart it; last take the old one away.',
      ].join(' '),
    )
    .option('--organization <id>', 'only this one (unset: all of them)')
    .option('--json', 'print what was done for scripts')
    .addHelpText('after', `\nExample:\n  SLUICE_SECRET_KEYS=new,old ${sluice} secrets reseal`)
    .action((options: { organization?: string; json?: boolean }) => reseal(context, options))
}

const order = [
  'The order: 1. every service has the new key (SLUICE_SECRET_KEYS=new,old) and was restarted; 2. this command; 3. take the old key away.',
  'A service that lacks the new key opens nothing from now on: it answers signed events 503 until it has it.',
].join('\n')

async function reseal(
  context: CommandContext,
  { organization, json }: { organization?: string; json?: boolean },
): Promise<void> {
  const sealer = await findSealer(context)
  context.err(order)
  const all = await withDatabase(context, async (db) => {
    const done: Resealed[] = []
    for (const id of await chosenOrganizations(db, organization)) done.push(await resealOrganization(db, sealer, id))
    return done
  })
  if (json) context.out(JSON.stringify(all))
  else tell(context, all)
  if (all.some(({ unreadable }) => unreadable.length > 0)) context.exitWith(exitCodes.failed)
}

/** The keys the services have: SLUICE_SECRET_KEYS, else those `npm start` made. */
async function findSealer(context: CommandContext): Promise<Sealer> {
  const given = context.env.SLUICE_SECRET_KEYS?.split(',').map((key) => key.trim())
  const { secretKeys = [] } = given ? { secretKeys: given } : await readFromFolder(context, 'secrets.json')
  const keys = Array.isArray(secretKeys) ? secretKeys.filter((key) => typeof key === 'string' && key !== '') : []
  if (keys.length > 0 && keys.every((key) => key.length >= 32)) return createSealer(keys)
  throw new Failure(
    'SLUICE_SECRET_KEYS: the keys the services have, current first, each of at least 32 characters, by commas.',
    { code: exitCodes.badInput },
  )
}

function tell({ out, err }: CommandContext, all: readonly Resealed[]): void {
  const rows = all.map((one) => [one.organization, ...[one.resealed, one.current, one.unreadable.length].map(String)])
  const numbers = ['resealed', 'current before', 'unreadable']
  out(table(['organization', ...numbers], rows, numbers))
  for (const { organization, unreadable } of all)
    for (const secret of unreadable)
      err(
        `${organization}: the secret of ${secret} is sealed with a key that is not listed; list it, or rotate the secret.`,
      )
}
