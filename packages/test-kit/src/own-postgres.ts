import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type LocalPostgres, startLocalPostgres } from '@sluice/local-postgres'
import { copyCluster } from './cluster-template.ts'
import { prepareDatabase } from './prepare-database.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

/** A PostgreSQL that this test started and may therefore destroy; its database is migrated. */
export interface OwnPostgres {
  /** Superuser. */
  adminUrl: string
  /** Login of the services: no superuser, member of the run-time roles. */
  url: string
  port: number
  stop(): Promise<void>
  /** Ends it without a checkpoint: SIGQUIT takes all connections along at once, SIGKILL only the parent process. */
  kill(signal?: 'SIGQUIT' | 'SIGKILL'): Promise<void>
  /** Ends it if it runs and starts it on the same port and data. */
  restart(): Promise<void>
  /** Ends it and removes its data. */
  remove(): Promise<void>
}

/** Starts one on a free port, with fsync on as in production unless `settings` say otherwise: crashes must lose nothing. */
export async function startOwnPostgres(settings: Record<string, string> = {}): Promise<OwnPostgres> {
  const folder = await makeTemporaryFolder()
  const dataDir = join(folder, 'postgres')
  const start = () => startLocalPostgres({ dataDir, log: () => undefined, settings })
  await copyCluster(dataDir)
  let server: LocalPostgres = await start()
  const remove = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  const url = await prepareDatabase(server.adminUrl).catch(async (error) => {
    await remove()
    throw error
  })
  return {
    adminUrl: server.adminUrl,
    url,
    port: server.port,
    stop: () => server.stop(),
    kill: async (signal = 'SIGQUIT') => {
      process.kill(server.pid, signal)
      await server.exited
    },
    restart: async () => {
      await server.stop()
      server = await start()
    },
    remove,
  }
}
