import { sql } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'
import { deleteInParts } from './delete-in-parts.ts'
import type { PoolKey } from './pool-key.ts'

/** How much room a place had when a plan was made. */
export interface PlaceDay {
  locationId: string
  serviceLine: string
  slotsTotal: number | null
  slotsOpen: number | null
  idleOpeningsPerDay: number | null
  idleValueMinorPerDay: number | null
}

/** Keeps the places' rows of the local day that holds `at`; a later one of the same day replaces an earlier one. */
export async function upsertPlaceDays(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  at: Date,
  days: readonly PlaceDay[],
): Promise<void> {
  if (days.length === 0) return
  await sql`
    insert into place_days (org_id, pool_id, location_id, service_line, date, slots_total, slots_open,
                            idle_openings_per_day, idle_value_minor_per_day)
    select ${orgId}, ${poolId}, d.location_id, d.service_line, (${at}::timestamptz at time zone l.time_zone)::date,
           d.slots_total, d.slots_open, d.idle_openings, d.idle_value
      from unnest(${days.map((day) => day.locationId)}::text[], ${days.map((day) => day.serviceLine)}::text[],
                  ${days.map((day) => day.slotsTotal)}::integer[], ${days.map((day) => day.slotsOpen)}::integer[],
                  ${days.map((day) => day.idleOpeningsPerDay)}::float8[],
                  ${days.map((day) => day.idleValueMinorPerDay)}::float8[])
           as d (location_id, service_line, slots_total, slots_open, idle_openings, idle_value)
      join locations l on l.org_id = ${orgId} and l.id = d.location_id
    on conflict (org_id, pool_id, location_id, service_line, date) do update set
      slots_total = excluded.slots_total, slots_open = excluded.slots_open,
      idle_openings_per_day = excluded.idle_openings_per_day,
      idle_value_minor_per_day = excluded.idle_value_minor_per_day`.execute(trx)
}

/** Removes days older than 400 days. @returns how many. */
export function deleteOldPlaceDays(db: Database, orgId: string, atOnce = 20_000): Promise<number> {
  return deleteInParts(
    db,
    orgId,
    atOnce,
    (limit) => sql`
    delete from place_days where org_id = ${orgId} and ctid = any(array(
      select ctid from place_days where org_id = ${orgId} and date < current_date - 400 limit ${limit}))`,
  )
}
