import pg from 'pg'

/** Runs one statement on a connection of its own. */
export async function execute(url: string, statement: string): Promise<void> {
  await connected(url, (client) => client.query(statement))
}

/** Calls back with a connection, which ends with it. */
export async function connected<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await openConnection(url)
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

/** The caller ends it, or the database it is on. */
export async function openConnection(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined) // told by the rejected query as well; unheard it would end the process
  await client.connect()
  return client
}

/** The same login on another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
