// One PostgreSQL for all tests of a run, with a migrated template database that each test clones.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startLocalPostgres } from '@sluice/local-postgres'
import { execute, withDatabase } from './admin.ts'
import { makeName } from './ids.ts'
import { prepareDatabase } from './prepare-database.ts'
import type { ProvidedPostgres } from './provided.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

export interface SharedPostgres extends ProvidedPostgres {
  stop(): Promise<void>
}

// Tests need no protection against a power cut; flushing costs most of a clone.
const quick = { fsync: 'off', full_page_writes: 'off', max_connections: '300' }

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
  stop(): Promise<void>
}

async function startPrivate(): Promise<Server> {
  const folder = await makeTemporaryFolder()
  const removeFolder = () => rm(folder, { recursive: true, force: true })
  const options = { dataDir: join(folder, 'postgres'), log: () => undefined, settings: quick }
  const server = await startLocalPostgres(options).catch(async (error) => {
    await removeFolder()
    throw error
  })
  const stop = async () => {
    await server.stop()
    await removeFolder()
  }
  return { adminUrl: server.adminUrl, stop }
}

async function withTemplate(server: Server): Promise<SharedPostgres> {
  const template = makeName('sluice-template').replaceAll('-', '_')
  await execute(server.adminUrl, `create database ${template}`)
  const loginUrl = await prepareDatabase(withDatabase(server.adminUrl, template))
  // A single connection to a template makes every clone fail.
  await execute(server.adminUrl, `alter database ${template} with allow_connections false`)
  const stop = async () => {
    await execute(server.adminUrl, `drop database if exists ${template} with (force)`)
    await server.stop()
  }
  return { adminUrl: server.adminUrl, loginUrl, template, stop }
}
