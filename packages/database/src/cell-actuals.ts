import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'

/** What was really spent for a cell on one local day. */
export interface CellSpend {
  cellId: string
  date: string
  spendMinor: number
}

interface DateSpan {
  /** First date. */
  from: string
  /** First date after it. */
  before: string
}

/** Reported spend of the pool's cells in a span of days; reports in another currency than the pool's are left out. */
export async function listSpendOfPool(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { from, before }: DateSpan,
): Promise<CellSpend[]> {
  const { rows } = await sql<CellSpend>`
    select c.id as "cellId", a.date, a.spend_minor as "spendMinor"
      from cells c join pools p on p.org_id = c.org_id and p.id = c.pool_id
      join actuals a on a.org_id = c.org_id and a.location_id = c.location_id and a.service_line = c.service_line
       and a.channel = c.channel and a.currency = p.currency and a.date >= ${from} and a.date < ${before}
     where c.org_id = ${orgId} and c.pool_id = ${poolId}`.execute(trx)
  return rows
}

export interface CellResults {
  cellId: string
  bookings: number
  spendMinor: number
  /** Days with money spent. */
  days: number
}

/** What each cell's ads brought in a span of days; only days whose bookings were reported count. Cells without any are left out. */
export async function sumResultsOfPool(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { from, before }: DateSpan,
): Promise<CellResults[]> {
  const { rows } = await sql<CellResults>`
    select c.id as "cellId", sum(a.bookings)::float8 as bookings, sum(a.spend_minor)::float8 as "spendMinor",
           (count(*) filter (where a.spend_minor > 0))::integer as days
      from cells c join pools p on p.org_id = c.org_id and p.id = c.pool_id
      join actuals a on a.org_id = c.org_id and a.location_id = c.location_id and a.service_line = c.service_line
       and a.channel = c.channel and a.currency = p.currency and a.date >= ${from} and a.date < ${before}
     where c.org_id = ${orgId} and c.pool_id = ${poolId} and a.bookings is not null
     group by c.id`.execute(trx)
  return rows
}
