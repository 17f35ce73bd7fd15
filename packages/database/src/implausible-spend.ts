import { type RawBuilder, sql } from 'kysely'
import type { ActualsRow } from './actuals.ts'
import type { DatabaseTransaction } from './connect.ts'
import { newestOrder } from './newest.ts'
import { prepared } from './prepared.ts'
import { rowsAsColumns } from './rows-as-columns.ts'

/** What is reported as spent at a place and channel on a day, and which report of it counts. */
export type DaySpend = Pick<
  ActualsRow,
  | 'locationId'
  | 'serviceLine'
  | 'channel'
  | 'date'
  | 'currency'
  | 'spendMinor'
  | 'spendConfirmed'
  | 'observedAt'
  | 'recordedAt'
  | 'sequence'
  | 'bodySha256'
>

/**
 * No place is believed to have spent more on a day than so many times its baselines and than its pools have for a day,
 * in one report or in those of all channels: an amount in the wrong unit is a hundred times too large, and would take
 * the money of the whole pool at once.
 */
export const mostBaselines = 10

/**
 * Of these reports, the unconfirmed ones that report more than is stored of their channel, and bring the day to more
 * than `mostBaselines` times the baselines of the cells which have or had the place, all channels together, and to more
 * than the pools of those cells have in force for a day. Pools of another currency do not count. A place that has no
 * cell, or whose cells and pools have nothing, has no measure. A day comes to what its channels add up to, each by the
 * newest of what is stored and of these reports, leaving out those that are too much by themselves and what was
 * confirmed. A report that does not replace what is stored adds nothing to its day, and is refused only where it is too
 * much by itself. A report without a channel is a total, and stands alone. Until the end of the transaction no other
 * one of the organization looks at days by channel: two that each see half of a day would both let it pass.
 * @returns their places in what was given
 */
export async function findImplausibleSpend(
  trx: DatabaseTransaction,
  orgId: string,
  spends: readonly DaySpend[],
): Promise<number[]> {
  if (spends.every(({ spendConfirmed }) => spendConfirmed)) return []
  if (spends.some(({ channel }) => channel !== '')) await lockDaysByChannel(trx, orgId)
  const rows = spends.map((spend, index) => ({ ...spend, index }))
  const given = rowsAsColumns(rows, {
    ...{ index: 'integer', locationId: 'text', serviceLine: 'text', channel: 'text', date: 'date', currency: 'text' },
    ...{ spendMinor: 'bigint', spendConfirmed: 'boolean' },
    ...{ observedAt: 'timestamptz', recordedAt: 'timestamptz', sequence: 'text', bodySha256: 'bytea' },
  })
  const found = await sql<{ index: number }>`
    ${prepared} with given (index, location_id, service_line, channel, date, currency, spend_minor, spend_confirmed, observed_at,
                            recorded_at, sequence, body_sha256) as (select * from ${given}),
    ${mostOfPlaces(orgId)},
    ${storedDays(orgId)},
    ${besideStored()},
    believable as (
      select * from beside_stored where not is_too_much_alone
    ),
    counting as (
      select distinct on (location_id, service_line, channel, date, currency) *
        from (select ${reportColumns} from stored
              union all
              select ${reportColumns} from believable) reports
       order by location_id, service_line, channel, date, currency, ${newestOrder('reports')} desc
    ),
    day_sums as (
      select location_id, service_line, date, currency, channel = '' as is_total, sum(spend_minor) as day_minor
        from counting
       where not spend_confirmed
       group by location_id, service_line, date, currency, channel = ''
    )
    select index from beside_stored where is_too_much_alone
    union all
    select believable.index
      from believable
      join day_sums using (location_id, service_line, date, currency, is_total)
     where believable.is_raise and believable.replaces_stored and day_sums.day_minor > believable.most_minor
     order by index`.execute(trx)
  return found.rows.map(({ index }) => index)
}

async function lockDaysByChannel(trx: DatabaseTransaction, orgId: string): Promise<void> {
  await sql`${prepared} select pg_advisory_xact_lock(hashtextextended('sluice:days-by-channel:' || ${orgId}, 0))`.execute(
    trx,
  )
}

/** `mosts` of a `with`: what each of the places of `given` can have spent on a day, by currency. */
export function mostOfPlaces(orgId: string): RawBuilder<unknown> {
  return sql`
    held as (
      select distinct given.location_id, given.service_line, given.currency, cell.pool_id, cell.id,
             cell.baseline_daily_budget_minor as baseline_minor
        from given
        join cell_places as place on place.org_id = ${orgId} and place.location_id = given.location_id
         and place.service_line = given.service_line
        join cells as cell on cell.org_id = place.org_id and cell.pool_id = place.pool_id and cell.id = place.cell_id
        join pools as pool on pool.org_id = cell.org_id and pool.id = cell.pool_id and pool.currency = given.currency
         and pool.archived_at is null
    ),
    of_pools as (
      select pools.location_id, pools.service_line, pools.currency, sum(now.pool_daily_budget_minor) as most_minor
        from (select distinct location_id, service_line, currency, pool_id from held) as pools
        join pool_state as state on state.org_id = ${orgId} and state.pool_id = pools.pool_id
        join effective_plans as now on now.org_id = ${orgId} and now.pool_id = pools.pool_id
         and now.number = state.effective_number
       group by pools.location_id, pools.service_line, pools.currency
    ),
    mosts as (
      select location_id, service_line, currency,
             greatest(${mostBaselines}::bigint * sum(baseline_minor), max(of_pools.most_minor)) as most_minor
        from held left join of_pools using (location_id, service_line, currency)
       group by location_id, service_line, currency
    )`
}

/**
 * `beside_stored` of a `with`: each given report, beside what is stored of its channel and day. `is_raise`: it reports,
 * unconfirmed, more than is stored. Without a measure nothing is a raise.
 */
function besideStored(): RawBuilder<unknown> {
  return sql`
    measured as (
      select given.*, given.channel = '' as is_total, coalesce(mosts.most_minor, 0) as most_minor,
             coalesce(stored.spend_minor, 0) as stored_minor,
             stored.body_sha256 is null or ${newestOrder('given')} > ${newestOrder('stored')} as replaces_stored
        from given
        left join mosts using (location_id, service_line, currency)
        left join stored using (location_id, service_line, channel, date, currency)
    ),
    raising as (
      select *, not spend_confirmed and most_minor > 0 and spend_minor > stored_minor as is_raise from measured
    ),
    beside_stored as (
      select *, is_raise and spend_minor > most_minor as is_too_much_alone from raising
    )`
}

const reportColumns =
  sql.raw(`location_id, service_line, channel, date, currency, spend_minor, spend_confirmed, observed_at, recorded_at,
  sequence, body_sha256`)

/** `stored` of a `with`: what counts by now of the given days. Totals and channels each have an index. */
function storedDays(orgId: string): RawBuilder<unknown> {
  const ofDays = (channel: RawBuilder<unknown>) => sql`
    select ${reportColumns}
      from (select distinct location_id, service_line, date, currency from given) days
      join (select org_id, ${reportColumns} from actuals) a using (location_id, service_line, date, currency)
     where a.org_id = ${orgId} and a.channel ${channel}`
  return sql`stored as (${ofDays(sql`= ''`)} union all ${ofDays(sql`<> ''`)})`
}
