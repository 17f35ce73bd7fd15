import pg from 'pg'
import { inject } from 'vitest'
import { connected, openConnection, withDatabase } from './admin.ts'
import { makeClean } from './clean-state.ts'
import { eventually } from './eventually.ts'
import { makeName } from './ids.ts'
import { endConnections, keepConnections } from './kept-connections.ts'
import { keepRows } from './kept-rows.ts'
import type { ProvidedPostgres } from './provided.ts'

/** A migrated database of one test's own. */
export interface TestDatabase {
  /** Superuser: to look at everything and to change what services may not. Row-level security does not apply. */
  adminUrl: string
  /** What services have: the login `sluice_test`, which must take a run-time role in each transaction. */
  url: string
  /**
   * Returns what brings the database back to the rows it holds now: quicker than another one, for tests of one file that
   * begin with the same. Connections stay; changes of anything but rows stay too, and are not for such tests.
   */
  keepRows(): Promise<() => Promise<void>>
  /** Ends its connections; nothing can be reached under these addresses any more. */
  drop(): Promise<void>
}

/**
 * A database that is as the migrations made it: one that an earlier test of the run has dropped, cleaned, else a clone
 * of the template. The caller drops it; the `database` fixture of `test` does both.
 */
export async function createTestDatabase(postgres: ProvidedPostgres = inject('testPostgres')): Promise<TestDatabase> {
  const name = makeName('sluice-test').replaceAll('-', '_')
  await connected(postgres.adminUrl, async (server) => {
    while (await takeSpare(server, postgres, name)) {
      if (await isMadeClean(postgres, name)) return
      await server.query(`drop database ${name} with (force)`)
    }
    await server.query(`create database ${name} template ${postgres.template}`)
  })
  const adminUrl = withDatabase(postgres.adminUrl, name)
  const url = withDatabase(postgres.loginUrl, name)
  keepConnections(adminUrl, url)
  return {
    adminUrl,
    url,
    keepRows: async () => keepRows(await openConnection(adminUrl), postgres.clean),
    drop: async () => {
      await endConnections(adminUrl, url)
      await connected(postgres.adminUrl, (server) => makeSpare(server, postgres, name))
    },
  }
}

/** Renames one that nobody uses; false if there is none. If several want the same, the server lets one have it. */
async function takeSpare(server: pg.Client, { sparePrefix }: ProvidedPostgres, name: string): Promise<boolean> {
  for (;;) {
    const { rows } = await server.query<{ spare: string }>(
      `select datname as spare from pg_database where starts_with(datname, '${sparePrefix}') order by random() limit 1`,
    )
    const spare = rows[0]?.spare
    if (spare === undefined) return false
    if (await isRenamed(server, spare, name)) return true
  }
}

/** False where another test was quicker (3D000), or somebody has just connected to it (55006). */
async function isRenamed(server: pg.Client, from: string, to: string): Promise<boolean> {
  try {
    await server.query(`alter database ${from} rename to ${to}`)
    return true
  } catch (error) {
    if (error instanceof pg.DatabaseError && (error.code === '3D000' || error.code === '55006')) return false
    throw error
  }
}

function isMadeClean({ adminUrl, clean }: ProvidedPostgres, name: string): Promise<boolean> {
  return connected(withDatabase(adminUrl, name), (client) => makeClean(client, clean))
}

/** Under a new name, so that what a test left running cannot come back into the next test's data. */
async function makeSpare(server: pg.Client, { sparePrefix }: ProvidedPostgres, name: string): Promise<void> {
  const spare = `${sparePrefix}${makeName('').slice(1)}`
  await eventually(
    async () => (await cutConnections(server, name)) === 0 && (await isRenamed(server, name, spare)),
    Boolean,
    { intervalMs: 5 },
  )
}

/** How many there were. */
async function cutConnections(server: pg.Client, name: string): Promise<number> {
  const { rows } = await server.query<{ ended: number }>(
    `select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity where datname = '${name}'`,
  )
  return rows[0]?.ended ?? 0
}
