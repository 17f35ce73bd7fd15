import { connect, type Database } from '@sluice/database'
import { sluice } from './command-line.ts'
import type { Context } from './context.ts'
import { Failure } from './failure.ts'
import { readFromFolder, sluiceFolder } from './sluice-folder.ts'

/** Connection problems, as node and PostgreSQL name them. */
const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT', 'ECONNRESET', '57P03'])

/**
 * The database as the login that migrates: MIGRATION_DATABASE_URL, else the one a running `npm start` names.
 * @throws Failure that says what to do when neither is there
 */
export async function findAdminUrl(context: Context): Promise<string> {
  const given = context.env.MIGRATION_DATABASE_URL
  if (given) return given
  const { adminUrl } = await readFromFolder(context, 'connection.json')
  if (typeof adminUrl === 'string') return adminUrl
  throw new Failure(
    [
      'No database to work on.',
      `  Either run \`npm start\` in another terminal: it writes ${sluiceFolder(context)}/connection.json while it runs.`,
      '  Or set MIGRATION_DATABASE_URL to a PostgreSQL login that may create roles (postgres://user:password@host/database).',
    ].join('\n'),
    { code: 2 },
  )
}

/** Runs `work` on that database and closes the connection again. @throws Failure when it does not answer */
export async function withDatabase<T>(context: Context, work: (db: Database) => Promise<T>): Promise<T> {
  const url = await findAdminUrl(context)
  const db = connect({ url, applicationName: 'sluice-cli', maxConnections: 1, onError: () => undefined })
  try {
    return await work(db)
  } catch (error) {
    throw asFailure(error, context)
  } finally {
    await db.destroy()
  }
}

/** What PostgreSQL's refusals mean for the person at the terminal. Others stay as they are. */
export function asFailure(error: unknown, context: Context): unknown {
  const code = codeOf(error)
  if (code === undefined) return error
  if (unreachable.has(code)) return new Failure(unreachableText(context), { cause: error })
  if (code === '28P01' || code === '28000') return new Failure('The database refused the login.', { cause: error })
  if (code === '42P01' || code === '3D000')
    return new Failure(`The database is not migrated yet: ${sluice} migrate`, { cause: error })
  if (code === '42501' || code === '22023')
    return new Failure('This login may not do that; use the one that migrates.', { cause: error })
  return error
}

function unreachableText({ env }: Context): string {
  return env.MIGRATION_DATABASE_URL
    ? 'The database of MIGRATION_DATABASE_URL does not answer.'
    : 'The embedded database does not answer: it runs while `npm start` does. Start it in another terminal and repeat.'
}

/** The code of an error or of the first one inside it: connecting to several addresses gives an AggregateError. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const code: unknown = Reflect.get(error, 'code')
  if (typeof code === 'string') return code
  return error instanceof AggregateError ? codeOf(error.errors[0]) : codeOf(error.cause)
}
