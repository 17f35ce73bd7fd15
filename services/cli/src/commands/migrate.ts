import { grantLogin, migrate } from '@sluice/database'
import { migrateQueue } from '@sluice/queue'
import { Command } from 'commander'
import { sluice } from '../command-line.ts'
import type { Context } from '../context.ts'
import { asFailure, findAdminUrl } from '../database.ts'
import { exitCodes, Failure } from '../failure.ts'

/** `sluice migrate` */
export function migrateCommand(context: Context): Command {
  return new Command('migrate')
    .summary('bring the database to this version')
    .description(
      'Creates and updates the tables (ours and the queue’s) and lets the login of DATABASE_URL use them. Run it before the services of a new version start; any number at once is safe, and with nothing to do it does nothing.',
    )
    .addHelpText(
      'after',
      `
Settings:
  MIGRATION_DATABASE_URL   a login that may create roles; unset: the database of a running \`npm start\`
  DATABASE_URL             the services' login; it is created, with the password given there, if it is not yet there

Example:
  MIGRATION_DATABASE_URL=postgres://postgres:secret@db/sluice DATABASE_URL=postgres://sluice_app:secret@db/sluice \\
    ${sluice} migrate`,
    )
    .action(() => runMigrations(context))
}

async function runMigrations(context: Context): Promise<void> {
  const adminUrl = await findAdminUrl(context)
  const login = readLogin(context, adminUrl)
  try {
    await migrate({ adminUrl, log: context.err })
    await migrateQueue({ adminUrl, log: context.err })
    if (login) await grantLogin({ adminUrl, ...login })
  } catch (error) {
    throw asFailure(error, context)
  }
  context.out('The database is at this version.')
}

/** The services' login, unless it is the one that migrates. */
function readLogin({ env }: Context, adminUrl: string): { login: string; password: string } | undefined {
  if (!env.DATABASE_URL) return undefined
  if (!URL.canParse(env.DATABASE_URL)) throw new Failure('DATABASE_URL: not an address.', { code: exitCodes.badInput })
  const { username, password } = new URL(env.DATABASE_URL)
  if (username === new URL(adminUrl).username) return undefined
  if (username === '' || password === '')
    throw new Failure('DATABASE_URL: the services’ login and its password are needed.', { code: exitCodes.badInput })
  return { login: decodeURIComponent(username), password: decodeURIComponent(password) }
}
