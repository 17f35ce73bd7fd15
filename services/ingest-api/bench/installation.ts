import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApiKey, createOrganization } from '@sluice/auth'
import { connect, type Database, grantLogin, migrate } from '@sluice/database'
import { startLocalPostgres } from '@sluice/local-postgres'
import { sql } from 'kysely'

export const LOCATIONS = 200
export const POOLS = 20

export interface Installation {
  /** Superuser. */
  admin: Database
  /** Address of the database, with the services' login. */
  url: string
  /** A key of the organization `bench` that may write events. */
  key: string
  /** Process of PostgreSQL whose children are its connections. */
  postmaster: number
  /** Files that its write-ahead log had before anything was measured. */
  logFiles: number
}

/** A PostgreSQL of its own with the settings that `npm start` gives it, fsync on, and one organization, while `work` runs. */
export async function withInstallation(work: (installation: Installation) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
  // As root, PostgreSQL runs as another user, who must reach its data below.
  await chmod(folder, 0o755)
  const server = await startLocalPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined })
  try {
    const { adminUrl } = server
    await migrate({ adminUrl, log: () => undefined })
    await grantLogin({ adminUrl, login: 'bench', password: 'bench' })
    const url = Object.assign(new URL(adminUrl), { username: 'bench', password: 'bench' }).href
    const options = { applicationName: 'bench', maxConnections: 2, queryTimeoutMs: 60_000, onError: () => undefined }
    const admin = connect({ url: adminUrl, ...options })
    const key = await makeTenant(admin)
    const logFiles = await makeLogFiles(admin)
    await work({ admin, url, key, postmaster: server.pid, logFiles })
    await admin.destroy()
  } finally {
    await server.stop()
    await rm(folder, { recursive: true })
  }
}

/**
 * As many files of the write-ahead log as a server has that was in use, ready to be written again. A new one makes each
 * when it is needed, 16 MB of zeros, while every commit waits: what its first gigabyte costs is no matter of how events
 * are stored. All that is measured begins from here.
 */
async function makeLogFiles(admin: Database): Promise<number> {
  const { rows } = await sql<{ files: number }>`
    select (pg_size_bytes(current_setting('min_wal_size')) / pg_size_bytes(current_setting('wal_segment_size')))::int as files`.execute(
    admin,
  )
  const files = rows[0]?.files ?? 0
  for (let made = 0; made < files; made += 1) {
    await sql`select pg_logical_emit_message(false, 'bench', '')`.execute(admin)
    await sql`select pg_switch_wal()`.execute(admin)
  }
  await sql`checkpoint`.execute(admin)
  return files
}

async function makeTenant(admin: Database): Promise<string> {
  await createOrganization(admin, { id: 'bench', name: 'Bench', timeZone: 'UTC' })
  const last = { location: sql.lit(LOCATIONS - 1), pool: sql.lit(POOLS - 1) }
  const statements = [
    sql`insert into locations (org_id, id, name, time_zone)
        select 'bench', 'l' || n, 'l', 'UTC' from generate_series(0, ${last.location}) n`,
    sql`insert into service_lines (org_id, id, name, body) values ('bench', 'a', 'a', '{}')`,
    sql`insert into pools (org_id, id, name, currency, time_zone, period, policy_version)
        select 'bench', 'p' || n, 'p', 'USD', 'UTC', '{}', 1 from generate_series(0, ${last.pool}) n`,
    sql`insert into pool_state (org_id, pool_id) select 'bench', id from pools`,
    sql`insert into cells (org_id, pool_id, id, location_id, service_line, baseline_daily_budget_minor)
        select 'bench', 'p' || n % ${sql.lit(POOLS)}, 'c' || n, 'l' || n, 'a', 1000 from generate_series(0, ${last.location}) n`,
    // What the ceiling is measured with: the columns of the log, and its key.
    sql`create table ceiling (like events, primary key (org_id, source, event_id))`,
    sql`grant insert on ceiling to bench`,
  ]
  for (const statement of statements) await statement.execute(admin)
  const unlimited = { requestsPerMinute: 0, requestsPerDay: 0 }
  return (await createApiKey(admin, { orgId: 'bench', name: 'bench', scopes: ['events:write'], ...unlimited })).token
}

export async function describeMachine({ admin, logFiles }: Installation): Promise<string> {
  const names = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size']
  const settings = sql.join(names.map((name) => sql`${name} || ' ' || current_setting(${name})`))
  const { rows } = await sql<{ text: string }>`select concat_ws(', ', ${settings}) as text`.execute(admin)
  const load = loadavg().map((value) => value.toFixed(1))
  return [
    `${cpus()[0]?.model.trim()} × ${availableParallelism()}, load average ${load.join(' ')}, Node ${process.version}`,
    `PostgreSQL on the same machine: ${rows[0]?.text}`,
    `one organization, ${LOCATIONS} places in ${POOLS} pools; the service, PostgreSQL and each client are processes of their own`,
    `the write-ahead log has its ${logFiles} files already, as a server that was in use (min_wal_size): a new one makes one every 16 MB`,
  ].join('\n')
}
