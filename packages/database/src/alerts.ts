import { type Selectable, sql } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'
import { deleteOlder } from './delete-in-parts.ts'
import { attemptsAlerted } from './pool-state.ts'
import type { AlertsTable } from './schema.ts'
import { withRole } from './tenancy.ts'

export type AlertRow = Selectable<AlertsTable>

/** What is the matter now. One alert is open for a kind and an object at a time. */
export interface Matter {
  kind: string
  /** The id of the source, feed or pool; of `more_alerts` the kind of the others. */
  object: string
  /** Ids and counts; never a value. */
  details: Record<string, unknown>
  /** Those details that make it another alert when they change; left out: none does. */
  identity?: Record<string, unknown>
}

/** Ids of all organizations, for the watch that goes through them. */
export async function listOrganizationIds(db: Database): Promise<string[]> {
  return withRole(db, 'sluice_worker', async (trx) => {
    const { rows } = await sql<{ id: string }>`select list_organization_ids() as id`.execute(trx)
    return rows.map(({ id }) => id)
  })
}

/**
 * Takes the watch over an organization until the transaction ends; null: another worker has it.
 * @returns the moment by the database's clock.
 */
export async function tryWatch(trx: DatabaseTransaction, orgId: string): Promise<Date | null> {
  const { rows } = await sql<{ got: boolean; now: Date }>`
    select pg_try_advisory_xact_lock(hashtextextended('sluice:watch:' || ${orgId}, 0)) as got,
           clock_timestamp() as now`.execute(trx)
  const [row] = rows
  return row?.got ? row.now : null
}

/** What has an open alert. */
export async function listOpenMatters(
  trx: DatabaseTransaction,
  orgId: string,
): Promise<Pick<Matter, 'kind' | 'object'>[]> {
  return trx
    .selectFrom('alerts')
    .select(['kind', 'object'])
    .where('org_id', '=', orgId)
    .where('closed_at', 'is', null)
    .execute()
}

/** Removes alerts that were over so many days ago. @returns how many. */
export function deleteOldAlerts(
  db: Database,
  orgId: string,
  { days, atOnce = 20_000 }: { days: number; atOnce?: number },
): Promise<number> {
  return deleteOlder(db, orgId, { table: 'alerts', column: 'closed_at', days, atOnce })
}

/**
 * Closes the alerts whose cause is gone or has become another, updates the details of the other open ones, and opens
 * one for each cause that has none.
 */
export async function settleAlerts(
  trx: DatabaseTransaction,
  orgId: string,
  matters: readonly Matter[],
): Promise<{ opened: AlertRow[]; closed: AlertRow[] }> {
  const given = sql`json_to_recordset(${JSON.stringify(matters)}::json)
    as given(kind text, object text, details jsonb, identity jsonb)`
  const isOpen = sql`known.org_id = ${orgId} and known.closed_at is null`
  const closed = await sql<AlertRow>`
    update alerts known set closed_at = clock_timestamp()
     where ${isOpen} and not exists (
       select from ${given}
        where given.kind = known.kind and given.object = known.object
          and known.details @> coalesce(given.identity, '{}'))
    returning *`.execute(trx)
  await sql`
    update alerts known set details = given.details
      from ${given}
     where ${isOpen} and given.kind = known.kind and given.object = known.object
       and given.details <> known.details`.execute(trx)
  const opened = await sql<AlertRow>`
    insert into alerts (org_id, kind, object, details)
    select ${orgId}, kind, object, details
      from ${given}
     -- What is open already would use up an id, though nothing came of it.
     where not exists (select from alerts known where ${isOpen} and known.kind = given.kind and known.object = given.object)
     order by kind, object
    on conflict (org_id, kind, object) where closed_at is null do nothing
    returning *`.execute(trx)
  return { opened: opened.rows, closed: closed.rows }
}

/** How many are open, by kind. */
export async function countOpenAlerts(trx: DatabaseTransaction, orgId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind, count(*) as count from alerts where org_id = ${orgId} and closed_at is null group by kind`.execute(trx)
  return new Map(rows.map(({ kind, count }) => [kind, count]))
}

export interface AlertQuery {
  status: 'open' | 'closed' | 'all'
  /** Ids below this one. */
  before?: number | undefined
  limit: number
}

/** Newest first. */
export async function listAlerts(
  trx: DatabaseTransaction,
  orgId: string,
  { status, before, limit }: AlertQuery,
): Promise<AlertRow[]> {
  let query = trx.selectFrom('alerts').selectAll().where('org_id', '=', orgId)
  if (status !== 'all') query = query.where('closed_at', status === 'open' ? 'is' : 'is not', null)
  if (before !== undefined) query = query.where('id', '<', before)
  return query.orderBy('id', 'desc').limit(limit).execute()
}

/** Pools in force that failed so often in a row that somebody should look. */
export async function listFailingPools(
  trx: DatabaseTransaction,
  orgId: string,
): Promise<{ poolId: string; attempts: number; code: string | null }[]> {
  return trx
    .selectFrom('pool_state as s')
    .innerJoin('pools as p', (join) => join.onRef('p.org_id', '=', 's.org_id').onRef('p.id', '=', 's.pool_id'))
    .select(['s.pool_id as poolId', 's.attempts', 's.last_error_code as code'])
    .where('s.org_id', '=', orgId)
    .where('s.attempts', '>=', attemptsAlerted)
    .where('p.archived_at', 'is', null)
    .execute()
}

/** How long the pool of any organization that has waited longest for its plan has waited, in seconds; 0: none waits. */
export async function readLongestWait(db: Database): Promise<number> {
  return withRole(
    db,
    'sluice_worker',
    async (trx) => {
      const { rows } = await sql<{ seconds: number }>`
        select coalesce(extract(epoch from clock_timestamp() - min(dirty_since)), 0)::double precision as seconds
          from pool_state where dirty_since is not null and computed_revision < requested_revision`.execute(trx)
      return rows[0]?.seconds ?? 0
    },
    { readOnly: true },
  )
}
