import { inject } from 'vitest'
import { execute, withDatabase } from './admin.ts'
import { makeName } from './ids.ts'

/** A migrated database of one test's own. */
export interface TestDatabase {
  /** Superuser: to look at everything and to change what services may not. Row-level security does not apply. */
  adminUrl: string
  /** What services have: the login `sluice_test`, which must take a run-time role in each transaction. */
  url: string
  /** Ends its connections and removes it. */
  drop(): Promise<void>
}

/** Clones the migrated template. The caller drops it; the `database` fixture of `test` does both. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, loginUrl, template } = inject('testPostgres')
  const name = makeName('sluice-test').replaceAll('-', '_')
  await execute(adminUrl, `create database ${name} template ${template}`)
  return {
    adminUrl: withDatabase(adminUrl, name),
    url: withDatabase(loginUrl, name),
    drop: () => execute(adminUrl, `drop database if exists ${name} with (force)`),
  }
}
