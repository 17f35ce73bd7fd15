import { createHash } from 'node:crypto'

const login = 'sluice_test'

/**
 * Migrates the database named in the URL, makes the login of the tests and returns its URL on that database. The login
 * is what services have: no superuser (row-level security would not apply to it), member of the run-time roles.
 */
export async function prepareDatabase(adminUrl: string): Promise<string> {
  // Imported late: a project whose tests need no database of ours does not load it.
  const { grantLogin, migrate } = await import('@sluice/database')
  await migrate({ adminUrl, log: () => undefined })
  // The same for every run on one server: two runs at once on TEST_DATABASE_URL share the login.
  const password = createHash('sha256').update(new URL(adminUrl).password).digest('hex')
  await grantLogin({ adminUrl, login, password })
  const url = new URL(adminUrl)
  url.username = login
  url.password = password
  return url.href
}
