import { grantLogin, migrate } from '@sluice/database'
import { migrateQueue } from '@sluice/queue'
import { keepPostgres } from './kept-postgres.ts'

export interface DatabaseOptions {
  /** A PostgreSQL of the user's own; unset: the embedded one. Its login must be allowed to create roles. */
  givenUrl: string | undefined
  databaseDir: string
  /** For the services' login. */
  password: string
  log: (line: string) => void
  /** Told each time the embedded server ended by itself. */
  warn: (text: string) => void
}

export interface RunningDatabase {
  /** For migrations and for what only an owner may do: organizations and keys. */
  adminUrl: string
  /** For the services: a login without rights of its own, member of the run-time roles. */
  url: string
  /** Settles when the server is gone for good, unasked: how it ended. Never, for one that is not ours. */
  lost: Promise<string>
  stop(): Promise<void>
}

/** The services' login. Not a superuser: row-level security would not bind it. */
const login = 'sluice_app'

/** Starts PostgreSQL where none is given, and brings the schema (ours and the queue's) to this version. */
export async function startDatabase(options: DatabaseOptions): Promise<RunningDatabase> {
  const { givenUrl, databaseDir: dataDir, log, warn } = options
  const server = givenUrl === undefined ? await keepPostgres({ dataDir, log, warn }) : givenServer(givenUrl)
  try {
    const { adminUrl } = server
    await migrate({ adminUrl, log })
    await migrateQueue({ adminUrl, log })
    await grantLogin({ adminUrl, login, password: options.password })
    return { ...server, url: loginUrl(adminUrl, options.password) }
  } catch (error) {
    await server.stop()
    throw error
  }
}

function givenServer(adminUrl: string): Omit<RunningDatabase, 'url'> {
  return { adminUrl, lost: new Promise(() => undefined), stop: async () => undefined }
}

function loginUrl(adminUrl: string, password: string): string {
  const url = new URL(adminUrl)
  url.username = login
  url.password = password
  return url.href
}
