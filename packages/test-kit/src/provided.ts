// What global-setup.ts hands to the test files; plain data, because it crosses a process border.
import type { CleanState } from './clean-state.ts'

export interface ProvidedPostgres {
  /** Superuser on the server's own database. */
  adminUrl: string
  /** The tests' login on the template; createTestDatabase() puts in its own database's name. */
  loginUrl: string
  /** A migrated database nobody may connect to, so that it can be cloned at any time. */
  template: string
  /** How the template is, and a database that a test has used is made. */
  clean: CleanState
  /** Databases whose names begin with it wait for their next test. */
  sparePrefix: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    testPostgres: ProvidedPostgres
    /** Null where no Redis could be had; the tests that need it are then skipped. */
    testRedisUrl: string | null
  }
}
