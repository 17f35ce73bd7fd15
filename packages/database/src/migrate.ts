import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

export interface MigrateOptions {
  /** A login that may create roles: the superuser of a small installation. */
  adminUrl: string
  /** Folder of NNNN_name.sql; by default the repository's migrations/. */
  folder?: URL
  log: (line: string) => void
}

interface Migration {
  name: string
  text: string
  sha256: string
  /** The first line `-- as: admin` runs it as the login itself; everything else runs as sluice_owner, who then owns it. */
  asAdmin: boolean
}

const defaultFolder = new URL('../../../migrations/', import.meta.url)
/** Any fixed number: one migrator at a time per database. */
const MIGRATION_LOCK = 5_710_843_201

/**
 * Brings the database to the newest version. Any number of processes may call it at once: one migrates, the others wait
 * and find nothing left to do. Each file runs in a transaction of its own.
 * @throws when a file that already ran was edited since, or a file fails (it is then rolled back whole).
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const migrations = await readMigrations(options.folder ?? defaultFolder)
  const client = new pg.Client({ connectionString: options.adminUrl, application_name: 'sluice-migrate' })
  client.on('error', (error) => options.log(`migrate: connection lost: ${error.message}`))
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await applyMissing(client, migrations, options.log)
    await makePartitions(client)
  } finally {
    await client.end()
  }
}

/** The names of the migrations this code was written for; a service waits until they have all run. */
export async function migrationNames(folder: URL = defaultFolder): Promise<string[]> {
  return (await readMigrations(folder)).map((migration) => migration.name)
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_.+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8')
      const sha256 = createHash('sha256').update(text).digest('hex')
      return { name, text, sha256, asAdmin: text.startsWith('-- as: admin') }
    }),
  )
}

async function applyMissing(client: pg.Client, migrations: Migration[], log: (line: string) => void): Promise<void> {
  await client.query(
    `create table if not exists schema_migrations (
       name text primary key, sha256 text not null, applied_at timestamptz not null default clock_timestamp())`,
  )
  await client.query('grant select on schema_migrations to public')
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from schema_migrations')
  const applied = new Map(rows.map((row) => [row.name, row.sha256]))
  for (const migration of migrations) {
    const sha256 = applied.get(migration.name)
    if (sha256 === undefined) await applyOne(client, migration, log)
    else if (sha256 !== migration.sha256) throw new Error(`migration ${migration.name} was edited after it ran`)
  }
}

/**
 * Services make partitions of the log too, but within seconds: some 200,000 events that came before their partition take
 * longer to move into it. Nothing limits it here, and `npm start` comes by before it listens.
 */
async function makePartitions(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ known: boolean }>(
    `select to_regprocedure('public.ensure_partitions_of(text, integer)') is not null as known`,
  )
  if (!rows[0]?.known) return
  for (const parent of ['events', 'event_pools']) {
    await client.query('begin')
    await client.query('set local role sluice_owner')
    await client.query('select ensure_partitions_of($1, 3)', [parent])
    await client.query('commit')
  }
}

async function applyOne(client: pg.Client, migration: Migration, log: (line: string) => void): Promise<void> {
  await client.query('begin')
  try {
    if (!migration.asAdmin) await client.query('set local role sluice_owner')
    await client.query(migration.text)
    await client.query('reset role')
    await client.query('insert into schema_migrations (name, sha256) values ($1, $2)', [
      migration.name,
      migration.sha256,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${migration.name} failed`, { cause: error })
  }
  log(`migrated ${migration.name}`)
}
