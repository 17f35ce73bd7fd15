import pg from 'pg'

export interface LoginOptions {
  adminUrl: string
  login: string
  password: string
}

/**
 * Creates the run-time login, or sets its password, and makes it a member of the run-time roles. INHERIT FALSE: a
 * transaction that forgot to choose a role has no rights at all. The queue's own schema is used outside our
 * transactions, so that role is inherited.
 */
export async function grantLogin({ adminUrl, login, password }: LoginOptions): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'sluice-migrate' })
  await client.connect()
  try {
    const name = pg.escapeIdentifier(login)
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [login])
    if (rowCount === 0) await createLogin(client, name)
    await client.query(`alter role ${name} login nosuperuser nobypassrls password ${pg.escapeLiteral(password)}`)
    await client.query(`grant sluice_ingest, sluice_worker, sluice_results to ${name} with inherit false, set true`)
    await client.query(`grant sluice_queue to ${name} with inherit true, set true`)
  } finally {
    await client.end()
  }
}

async function createLogin(client: pg.Client, name: string): Promise<void> {
  try {
    await client.query(`create role ${name} login nosuperuser nobypassrls`)
  } catch (error) {
    // Another process made it between our look and this statement.
    if (!(error instanceof pg.DatabaseError) || !['42710', '23505'].includes(error.code ?? '')) throw error
  }
}
