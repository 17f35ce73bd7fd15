import { sql } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'
import { rowsAsColumns } from './rows-as-columns.ts'
import { withOrganization } from './tenancy.ts'

/** Rows of a transaction: few enough that a report of such a day waits for milliseconds. */
const ROWS_AT_ONCE = 2_000
/** Places of a transaction; each is looked up in the index, whatever else the table holds. */
const PLACES_AT_ONCE = 500

interface Place {
  locationId: string
  serviceLine: string
  channel: string
}

/**
 * Removes reports of days before a date, in short transactions; any number of workers may do it at once. Where a
 * removed cell has the place, the last day of each channel and currency stays however old it is: it may say that
 * nothing was spent since the removal, and without it the cell would be a line of its pool again.
 * @returns how many rows.
 */
export async function deleteOldActuals(
  db: Database,
  orgId: string,
  {
    before,
    atOnce = ROWS_AT_ONCE,
    placesAtOnce = PLACES_AT_ONCE,
  }: { before: string; atOnce?: number; placesAtOnce?: number },
): Promise<number> {
  const tenant = { role: 'sluice_worker', orgId } as const
  let deleted = 0
  for (let after: Place | undefined; ; ) {
    const list = (trx: DatabaseTransaction) => listPlaces(trx, orgId, { after, limit: placesAtOnce })
    const places = await withOrganization(db, tenant, list, { readOnly: true })
    for (let rows = atOnce; rows === atOnce; deleted += rows)
      rows = await withOrganization(db, tenant, (trx) => deleteOfPlaces(trx, orgId, { places, before, limit: atOnce }))
    after = places.at(-1)
    if (places.length < placesAtOnce) return deleted
  }
}

/** The next places of which anything was reported: one step in the index for each, over however many days. */
async function listPlaces(
  trx: DatabaseTransaction,
  orgId: string,
  { after, limit }: { after: Place | undefined; limit: number },
): Promise<Place[]> {
  const last = after ?? { locationId: '', serviceLine: '', channel: '' }
  const next = (place: ReturnType<typeof sql>) => sql`
    select location_id, service_line, channel from actuals
     where org_id = ${orgId} and (location_id, service_line, channel) > (${place})
     order by location_id, service_line, channel limit 1`
  const { rows } = await sql<Place>`
    with recursive places as (
      (${next(sql`${last.locationId}, ${last.serviceLine}, ${last.channel}`)})
      union all
      select n.* from places p cross join lateral (${next(sql`p.location_id, p.service_line, p.channel`)}) n)
    select location_id as "locationId", service_line as "serviceLine", channel from places limit ${limit}`.execute(trx)
  return rows
}

async function deleteOfPlaces(
  trx: DatabaseTransaction,
  orgId: string,
  { places, before, limit }: { places: readonly Place[]; before: string; limit: number },
): Promise<number> {
  const given = rowsAsColumns(places, { locationId: 'text', serviceLine: 'text', channel: 'text' })
  const { numAffectedRows = 0n } = await sql`
    delete from actuals where org_id = ${orgId} and ctid in (
      select old.ctid from ${given} cross join lateral (
        select a.ctid from actuals a
         where a.org_id = ${orgId} and a.location_id = given."locationId" and a.service_line = given."serviceLine"
           and a.channel = given.channel and a.date < ${before}
           and (not exists (select from cells c
                             where c.org_id = a.org_id and c.location_id = a.location_id and c.service_line = a.service_line
                               and c.removed_at is not null)
                or exists (select from actuals later
                            where later.org_id = a.org_id and later.location_id = a.location_id
                              and later.service_line = a.service_line and later.channel = a.channel
                              and later.currency = a.currency and later.date > a.date and later.date < current_date))
         limit ${limit}) old
       limit ${limit})`.execute(trx)
  return Number(numAffectedRows)
}
