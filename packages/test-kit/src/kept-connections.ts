// Connections of what sets tests up. A new one costs the processor as much as most of what is asked through it.
import { connect, type Database } from '@sluice/database'

/** What these connections are called. */
export const setUpName = 'test-kit'

/** By address of a test's database: undefined until the first use. */
const kept = new Map<string, Database | undefined>()

/** From now on what is set up under these addresses shares one connection each. */
export function keepConnections(...urls: string[]): void {
  for (const url of urls) kept.set(url, undefined)
}

export async function endConnections(...urls: string[]): Promise<void> {
  const open = urls.map((url) => kept.get(url))
  for (const url of urls) kept.delete(url)
  await Promise.all(open.map((db) => db?.destroy()))
}

/** Calls back with the connection that is kept for this address, else with one that ends with it. */
export async function withConnection<T>(url: string, use: (db: Database) => Promise<T>): Promise<T> {
  if (kept.has(url)) {
    const db = kept.get(url) ?? open(url)
    kept.set(url, db)
    return await use(db)
  }
  const db = open(url)
  try {
    return await use(db)
  } finally {
    await db.destroy()
  }
}

function open(url: string): Database {
  return connect({
    url,
    applicationName: setUpName,
    maxConnections: 1,
    queryTimeoutMs: 60_000,
    onError: () => undefined,
  })
}
