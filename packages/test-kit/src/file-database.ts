// One database for the tests of a file, one after the other: to connect and to take another one costs more than to empty it.
import type pg from 'pg'
import { inject } from 'vitest'
import { openConnection } from './admin.ts'
import { makeClean } from './clean-state.ts'
import { eventually } from './eventually.ts'
import { setUpName } from './kept-connections.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

export interface FileDatabase {
  /** As the migrations made it; of what the test before left connected nothing is. Not for two tests at once. */
  next(): Promise<TestDatabase>
  drop(): Promise<void>
}

export function fileDatabase(): FileDatabase {
  let current: { database: TestDatabase; client: pg.Client } | undefined
  const drop = async () => {
    await current?.client.end()
    await current?.database.drop()
    current = undefined
  }
  return {
    drop,
    async next() {
      if (current !== undefined) {
        await endOthers(current.client)
        if (await makeClean(current.client, inject('testPostgres').clean)) return current.database
        await drop()
      }
      const database = await createTestDatabase()
      current = { database, client: await openConnection(database.adminUrl) }
      return database
    },
  }
}

async function endOthers(client: pg.Client): Promise<void> {
  const ask = async () => {
    const { rows } = await client.query<{ ended: number }>(
      `select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and application_name <> '${setUpName}'`,
    )
    return rows[0]?.ended
  }
  await eventually(ask, (ended) => ended === 0, { intervalMs: 5 })
}
