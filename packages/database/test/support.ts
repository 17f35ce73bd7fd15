import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { connect, type Database, migrate } from '@sluice/database'
import { makeName, makeOrganization } from '@sluice/test-kit'
import { sql } from 'kysely'
import { inject, onTestFinished } from 'vitest'

/** A connection that ends with the test. One connection unless more are asked for, so that its state would be seen. */
export function open(url: string, maxConnections = 1): Database {
  const db = connect({ url, applicationName: 'test', maxConnections, onError: () => undefined })
  onTestFinished(() => db.destroy())
  return db
}

const migrations = new URL('../../../migrations/', import.meta.url)

/** A database as it was before the migration of this number, of all that came before it. @returns its owner's address. */
export async function olderDatabase(before: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-migrations-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const older = (await readdir(migrations)).filter((name) => name < before)
  await Promise.all(older.map((name) => cp(new URL(name, migrations), join(folder, name))))
  const { adminUrl } = inject('testPostgres')
  const server = open(adminUrl)
  const name = makeName('sluice-test-older')
  await sql`create database ${sql.id(name)}`.execute(server)
  onTestFinished(async () => {
    await sql`drop database ${sql.id(name)} with (force)`.execute(server)
  })
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  await migrate({ adminUrl: url.href, folder: pathToFileURL(`${folder}/`), log: () => undefined })
  return url.href
}

/** An organization with at least one row in every tenant table; `admin` is a superuser. */
export async function fillEveryTable(admin: Database, adminUrl: string, orgId: string): Promise<void> {
  await makeOrganization(adminUrl, orgId, [{ poolId: 'pool', locationId: 'smyrna', serviceLine: 'ortho' }])
  const org = sql.lit(orgId)
  const hash = sql.raw(`decode(repeat('00', 32), 'hex')`)
  const statements = [
    sql`insert into api_keys (org_id, key_id, name, secret_sha256, scopes) values (${org}, ${org}, 'k', ${hash}, '{}')`,
    sql`insert into audit_log (org_id, actor, action, object) values (${org}, 'a', 'b', 'c')`,
    sql`insert into mappings (org_id, id, body) values (${org}, 'm', '{}')`,
    sql`insert into feeds (org_id, id, body) values (${org}, 'f', '{}')`,
    sql`insert into feed_schedules (org_id, feed_id) values (${org}, 'f')`,
    sql`insert into feed_status values (${org}, 'f', '{}')`,
    sql`insert into feed_files values (${org}, 'f', 'u', null, null, now(), ${hash})`,
    sql`insert into pool_groups (org_id, pool_id, id, name) values (${org}, 'pool', 'g', 'g')`,
    sql`insert into pool_places (org_id, pool_id, location_id, service_line) values (${org}, 'pool', 'smyrna', 'ortho')`,
    sql`insert into event_key (org_id, source, event_id, body_sha256) values (${org}, 's', 'e', ${hash})`,
    sql`insert into events values (${org}, 's', 'e', 't', 'smyrna', 'ortho', now(), null, null, ${hash}, now(), '{}')`,
    sql`insert into event_pools values (${org}, 'pool', 1, 's', 'e', now())`,
    sql`insert into place_state values (${org}, 'smyrna', 'ortho', 'slots', 's', '{}', now(), null, null, ${hash}, 'e', now())`,
    sql`insert into actuals (org_id, location_id, service_line, date, source, currency, spend_minor, observed_at, body_sha256)
        values (${org}, 'smyrna', 'ortho', '2026-11-01', 's', 'USD', 1, now(), ${hash})`,
    sql`insert into gate_state values (${org}, 'pool', 'smyrna', 'ortho', 1, ${hash}, '{}')`,
    sql`insert into plans values (${org}, 'pool', 1, 1, 1, 1, now(), now(), 1, 1, '', '', ${hash})`,
    sql`insert into recommendations values (${org}, 'pool', 'c', 1, 'smyrna', 'ortho', '{}', now())`,
    sql`insert into budget_history values (${org}, 'pool', 'c', 1, now(), 1)`,
    sql`insert into gate_history values (${org}, 'pool', 'c', 1, now(), 'gated', 'no_headroom')`,
    sql`insert into place_days values (${org}, 'pool', 'smyrna', 'ortho', '2026-11-01', 40, 9, 1, 1)`,
    sql`insert into platform_entities (org_id, pool_id, id, platform, account_id, level, external_id, name, cells)
        values (${org}, 'pool', 'e', 'meta', '1', 'ad_set', '2', 'n', '[]')`,
    sql`insert into plan_exports values (${org}, 'pool', 1, 'csv', now())`,
    sql`insert into exported_budgets values (${org}, 'pool', 'e', 1, 1, now())`,
    sql`insert into plan_decisions (org_id, pool_id, id, kind, cells, author) values (${org}, 'pool', 1, 'approve', '[]', 'k')`,
    sql`insert into effective_plans values (${org}, 'pool', 1, 1, null, now(), 'published', 1, 1, 0, null, null)`,
    sql`insert into cell_overrides values (${org}, 'pool', 'c', 'override', 'pause', 0, 'k', null, 'other', null, 1, now())`,
    sql`insert into cell_messages values (${org}, 'pool', 'c', 'm', 'k', null, now())`,
    sql`insert into applied_budgets values (${org}, 'pool', 'c', now(), 1, 1, 1, 'k', now())`,
    sql`insert into replaced_applied_budgets values (${org}, 'pool', 'c', now(), 1, 1, 'k', now())`,
    sql`insert into sources (org_id, source, id) values (${org}, 's', 'i')`,
    sql`insert into source_signing_secrets values (${org}, 's', 'i', ${hash}, now())`,
    sql`insert into ended_dashboard_sessions values (${org}, 'id', now())`,
    sql`insert into signed_messages values (${org}, 's', ${hash}, ${hash}, now())`,
    sql`insert into source_activity (org_id, source, id, last_delivery_at) values (${org}, 's', 'i', now())`,
    sql`insert into alerts (org_id, kind, object, details) values (${org}, 'source_silent', 'i', '{}')`,
    sql`insert into source_deliveries values (${org}, 's', now(), 'k', 'batch', now(), 'r', 1, 1, 0, 0, 0, '{}', '{}')`,
    sql`insert into webhook_endpoints (org_id, id, url, event_types, secret) values (${org}, 'w', 'https://a.example', '{}', '')`,
    sql`insert into webhook_events (org_id, id, type, body) values (${org}, 'm', 't', '{}')`,
    sql`insert into webhook_deliveries (org_id, endpoint_id, event_id) values (${org}, 'w', 'm')`,
  ]
  for (const statement of statements) await statement.execute(admin)
}

/** Every table of tenants: all of `public` but the migrator's own list, without partitions. */
export async function tenantTables(admin: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
       and relname <> 'schema_migrations' order by relname`.execute(admin)
  return rows.map(({ name }) => name)
}
