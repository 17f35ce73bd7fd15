// One PostgreSQL for all tests of a run, with a migrated template database whose clones the tests use.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startLocalPostgres } from '@sluice/local-postgres'
import type pg from 'pg'
import { connected, execute, withDatabase } from './admin.ts'
import { describeCleanState } from './clean-state.ts'
import { offerCopies, withdrawCopies } from './cluster-template.ts'
import { makeName } from './ids.ts'
import { prepareDatabase } from './prepare-database.ts'
import type { ProvidedPostgres } from './provided.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

export interface SharedPostgres extends ProvidedPostgres {
  stop(): Promise<void>
}

const quick = {
  max_connections: '300',
  // Tests need no protection against a power cut; flushing costs most of a clone.
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Its folder is in memory, and small.
  min_wal_size: '80MB',
  shared_buffers: '128MB',
  // Tables live for seconds; what is known of them shall not depend on when it came by.
  autovacuum: 'off',
  // Computed by each of a test's dozen connections; the password is random.
  scram_iterations: '1',
}

/** TEST_DATABASE_URL (a superuser) when set, else a private server in a temporary folder. */
export async function startSharedPostgres(givenUrl = process.env.TEST_DATABASE_URL): Promise<SharedPostgres> {
  const server = givenUrl ? { adminUrl: givenUrl, stop: async () => undefined } : await startPrivate()
  try {
    return await withTemplate(server)
  } catch (error) {
    await server.stop()
    throw error
  }
}

interface Server {
  adminUrl: string
  /** A database of it that the migrations have made and nobody uses. */
  migrated?: string
  stop(): Promise<void>
}

async function startPrivate(): Promise<Server> {
  const folder = await makeTemporaryFolder()
  const removeFolder = () => rm(folder, { recursive: true, force: true })
  const dataDir = join(folder, 'postgres')
  const start = () => startLocalPostgres({ dataDir, log: () => undefined, settings: quick })
  try {
    const first = await start()
    // Written again with the iterations above: initdb used the usual 4,096.
    await execute(first.adminUrl, `alter role current_user password '${new URL(first.adminUrl).password}'`)
    await prepareDatabase(first.adminUrl)
    await first.stop()
    await offerCopies(dataDir, join(folder, 'template'))
    const server = await start()
    const stop = async () => {
      withdrawCopies()
      await server.stop()
      await removeFolder()
    }
    return { adminUrl: server.adminUrl, migrated: new URL(server.adminUrl).pathname.slice(1), stop }
  } catch (error) {
    await removeFolder()
    throw error
  }
}

async function withTemplate(server: Server): Promise<SharedPostgres> {
  const template = makeName('sluice-template').replaceAll('-', '_')
  // A database that somebody is connected to cannot be cloned.
  const clone = server.migrated === undefined ? '' : `template ${server.migrated}`
  await execute(withDatabase(server.adminUrl, 'postgres'), `create database ${template} ${clone}`)
  const templateUrl = withDatabase(server.adminUrl, template)
  const loginUrl = await prepareDatabase(templateUrl)
  const clean = await connected(templateUrl, describeCleanState)
  // A single connection to a template makes every clone fail.
  await execute(server.adminUrl, `alter database ${template} with allow_connections false`)
  const stop = async () => {
    await connected(server.adminUrl, (client) => dropAll(client, template))
    await server.stop()
  }
  return { adminUrl: server.adminUrl, loginUrl, template, clean, sparePrefix: `${template}_spare_`, stop }
}

/** The template and the databases that waited for another test. */
async function dropAll(client: pg.Client, template: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database where starts_with(datname, '${template}')`,
  )
  for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`)
}
