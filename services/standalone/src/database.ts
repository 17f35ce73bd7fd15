import { grantLogin, migrate } from '@sluice/database'
import { startLocalPostgres } from '@sluice/local-postgres'
import { migrateQueue } from '@sluice/queue'

export interface DatabaseOptions {
  /** A PostgreSQL of the user's own; unset: the embedded one. Its login must be allowed to create roles. */
  givenUrl: string | undefined
  databaseDir: string
  /** For the services' login. */
  password: string
  log: (line: string) => void
}

export interface RunningDatabase {
  /** For migrations and for what only an owner may do: organizations and keys. */
  adminUrl: string
  /** For the services: a login without rights of its own, member of the run-time roles. */
  url: string
  /** Settles when the server ended by itself; never, for one that is not ours. */
  exited: Promise<string>
  stop(): Promise<void>
}

/** The services' login. Not a superuser: row-level security would not bind it. */
const login = 'sluice_app'

/** Starts PostgreSQL where none is given, and brings the schema (ours and the queue's) to this version. */
export async function startDatabase(options: DatabaseOptions): Promise<RunningDatabase> {
  const server = options.givenUrl === undefined ? await startEmbedded(options) : givenServer(options.givenUrl)
  try {
    const { adminUrl } = server
    await migrate({ adminUrl, log: options.log })
    await migrateQueue({ adminUrl, log: options.log })
    await grantLogin({ adminUrl, login, password: options.password })
    return { ...server, url: loginUrl(adminUrl, options.password) }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function startEmbedded({ databaseDir, log }: DatabaseOptions): Promise<Omit<RunningDatabase, 'url'>> {
  const { adminUrl, exited, stop } = await startLocalPostgres({ dataDir: databaseDir, log })
  return { adminUrl, exited, stop }
}

function givenServer(adminUrl: string): Omit<RunningDatabase, 'url'> {
  return { adminUrl, exited: new Promise(() => undefined), stop: async () => undefined }
}

function loginUrl(adminUrl: string, password: string): string {
  const url = new URL(adminUrl)
  url.username = login
  url.password = password
  return url.href
}
