import { type RawBuilder, sql } from 'kysely'
import { closePlaceMap, lockConfiguration } from './configuration-lock.ts'
import type { Database, DatabaseTransaction } from './connect.ts'
import { instantText } from './instant-text.ts'
import { newestOrder } from './newest.ts'
import type { PlaceKey } from './place-pools.ts'
import type { PlaceStateRow } from './place-state.ts'
import { listFiguresOfPlaces, type PlaceFigure } from './planning-input.ts'
import { rowsAsColumns } from './rows-as-columns.ts'
import { withOrganization } from './tenancy.ts'

// What is known of places at which nobody has a cell: a sender's other clinics, mistyped ids. It is removed from the
// state, which every plan reads; the log keeps it.

/** Days for which the state of a place outlives its last cell: moving cells, or a pool that rests, never has to read the log. */
const UNHELD_DAYS = 400
/** Rows of a transaction: few enough that events wait for milliseconds. */
const ROWS_AT_ONCE = 1_000

type StateKey = Pick<PlaceStateRow, 'locationId' | 'serviceLine' | 'figure' | 'source'>

/**
 * Removes the state of places at which no cell of any pool is or was in the last 400 days, where the newest report is
 * more than `silentDays` old. What was reported for a whole location belongs to every cell of it. listPrunedState finds
 * it again in the log. In short transactions, each with the locks of a configuration change in their order: neither a
 * cell that adopts the row nor an event that replaces it comes between finding it unused and removing it, and none of
 * them waits for one that waits for it.
 * @returns how many rows.
 */
export async function deleteUnusedState(
  db: Database,
  orgId: string,
  { silentDays, atOnce = ROWS_AT_ONCE }: { silentDays: number; atOnce?: number },
): Promise<number> {
  const tenant = { role: 'sluice_worker', orgId } as const
  let deleted = 0
  for (let after: StateKey | undefined; ; ) {
    const found = await withOrganization(
      db,
      tenant,
      (trx) => listUnused(trx, orgId, { silentDays, after, limit: atOnce }),
      { readOnly: true },
    )
    if (found.length > 0)
      deleted += await withOrganization(db, tenant, async (trx) => {
        await lockConfiguration(trx, orgId)
        await closePlaceMap(trx, orgId)
        return deleteUnused(trx, orgId, { silentDays, rows: found })
      })
    after = found.at(-1)
    if (found.length < atOnce) return deleted
  }
}

function isUnused(silentDays: number): RawBuilder<boolean> {
  return sql`
    s.received_at < clock_timestamp() - make_interval(days => ${silentDays}::integer)
    and not exists (${holdersOf('s', sql`clock_timestamp()`)})`
}

/** Cells that have or had the place of a row in the 400 days before a moment. */
function holdersOf(row: string, moment: RawBuilder<Date>): RawBuilder<unknown> {
  const place = (column: string) => sql.ref(`${row}.${column}`)
  return sql`
    select from cell_places h
     where h.org_id = ${place('org_id')} and h.location_id = ${place('location_id')}
       and (h.service_line = ${place('service_line')} or ${place('service_line')} = '*')
       and coalesce(h.held_until, 'infinity') > ${moment} - make_interval(days => ${UNHELD_DAYS}::integer)`
}

async function listUnused(
  trx: DatabaseTransaction,
  orgId: string,
  { silentDays, after, limit }: { silentDays: number; after: StateKey | undefined; limit: number },
): Promise<StateKey[]> {
  const last = after ?? { locationId: '', serviceLine: '', figure: '', source: '' }
  const { rows } = await sql<StateKey>`
    select s.location_id as "locationId", s.service_line as "serviceLine", s.figure, s.source
      from place_state s
     where s.org_id = ${orgId} and ${isUnused(silentDays)}
       and (s.location_id, s.service_line, s.figure, s.source)
           > (${last.locationId}, ${last.serviceLine}, ${last.figure}, ${last.source})
     order by s.location_id, s.service_line, s.figure, s.source limit ${limit}`.execute(trx)
  return rows
}

/** Those that are unused still; notes up to which arrival rows are missing now. */
async function deleteUnused(
  trx: DatabaseTransaction,
  orgId: string,
  { silentDays, rows }: { silentDays: number; rows: readonly StateKey[] },
): Promise<number> {
  const { rows: counted } = await sql<{ deleted: number }>`
    with gone as (
      delete from place_state s
       using ${rowsAsColumns(rows, { locationId: 'text', serviceLine: 'text', figure: 'text', source: 'text' })}
       where s.org_id = ${orgId} and s.location_id = given."locationId" and s.service_line = given."serviceLine"
         and s.figure = given.figure and s.source = given.source and ${isUnused(silentDays)}
      returning s.received_at
    ), noted as (
      update organizations set state_pruned_before = greatest(state_pruned_before, (select max(received_at) from gone))
       where id = ${orgId} and exists (select from gone)
    )
    select count(*)::integer as deleted from gone`.execute(trx)
  return counted[0]?.deleted ?? 0
}

/**
 * What the state lacks of these places because it was removed, out of the log, as upsertPlaceState wants it. Nothing of
 * places that a cell had in the last 400 days before this transaction, whose state nobody has removed. Called under
 * lockConfiguration, so nothing more is removed until the transaction ends, and the newest of what arrives meanwhile
 * gets into the state by itself.
 */
export async function listPrunedState(
  trx: DatabaseTransaction,
  orgId: string,
  places: readonly PlaceKey[],
): Promise<PlaceStateRow[]> {
  const { rows } = await sql<PlaceStateRow>`
    with adopted as (
      select ${orgId}::text as org_id, given."locationId" as location_id, given."serviceLine" as service_line
        from ${rowsAsColumns(places, { locationId: 'text', serviceLine: 'text' })}
    ), asked as (
      select a.* from adopted a
       where not exists (${holdersOf('a', sql`transaction_timestamp()`)} and h.held_from < transaction_timestamp())
    ), newest as (
      select distinct on (e.location_id, e.service_line, f.figure, e.source)
             e.location_id, e.service_line, f.figure, e.source, f.value, e.observed_at, e.recorded_at, e.sequence,
             e.body_sha256, e.event_id, e.received_at
        from (select location_id, service_line from asked union select location_id, '*' from asked) p
        join events e on e.org_id = ${orgId} and e.location_id = p.location_id and e.service_line = p.service_line
         and e.received_at <= (select state_pruned_before from organizations where id = ${orgId})
       cross join jsonb_to_recordset(e.body->'figures') as f(figure text, value jsonb)
       order by e.location_id, e.service_line, f.figure, e.source, ${newestOrder('e')} desc
    )
    select n.location_id as "locationId", n.service_line as "serviceLine", n.figure, n.source, n.value::text as value,
           ${instantText('n.observed_at')} as "observedAt", ${instantText('n.recorded_at')} as "recordedAt", n.sequence,
           encode(n.body_sha256, 'hex') as "bodySha256", n.event_id as "eventId", ${instantText('n.received_at')} as "receivedAt"
      from newest n
     where not exists (select from place_state s
       where s.org_id = ${orgId} and s.location_id = n.location_id and s.service_line = n.service_line
         and s.figure = n.figure and s.source = n.source and ${newestOrder('s')} >= ${newestOrder('n')})`.execute(trx)
  return rows
}

/**
 * Everything known of places that no cell may ever have had, as listFiguresOfPlaces has it: also what was removed from
 * the state.
 */
export async function listFiguresOfNewPlaces(
  trx: DatabaseTransaction,
  orgId: string,
  places: readonly PlaceKey[],
): Promise<PlaceFigure[]> {
  const figures = new Map((await listFiguresOfPlaces(trx, orgId, places)).map((figure) => [keyOf(figure), figure]))
  for (const row of await listPrunedState(trx, orgId, places)) {
    const { locationId, serviceLine, figure, source, observedAt } = row
    const value = JSON.parse(row.value) as Record<string, unknown>
    figures.set(keyOf(row), { locationId, serviceLine, figure, source, value, observedAt })
  }
  return [...figures.values()]
}

/** Ids hold no spaces. */
function keyOf({ locationId, serviceLine, figure, source }: StateKey): string {
  return `${locationId} ${serviceLine} ${figure} ${source}`
}
