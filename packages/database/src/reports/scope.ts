import { type RawBuilder, sql } from 'kysely'

/** What a report is about. Dates are local to each location. */
export interface ReportScope {
  orgId: string
  /** First date, and the first one after the last. */
  from: string
  before: string
  poolId?: string | undefined
  locationId?: string | undefined
  serviceLine?: string | undefined
}

export const groupings = ['none', 'location', 'service_line', 'place'] as const
export type Grouping = (typeof groupings)[number]
export const intervals = ['total', 'day', 'week', 'month'] as const
export type Interval = (typeof intervals)[number]

/** One row of a report a group and interval. */
export interface ReportGrouping {
  by: Grouping
  interval: Interval
}

/** What every grouped row starts with. */
export interface GroupedRow {
  /** First date of the interval, cut to the report's span. */
  period: string
  locationId: string | null
  serviceLine: string | null
}

/** Conditions on a table's place, to be put after `where`; `alias` names the table. */
export function inScope({ locationId, serviceLine }: ReportScope, alias: string): RawBuilder<boolean> {
  const location = sql.ref(`${alias}.location_id`)
  const line = sql.ref(`${alias}.service_line`)
  return sql<boolean>`(${locationId ?? null}::text is null or ${location} = ${locationId ?? null})
    and (${serviceLine ?? null}::text is null or ${line} = ${serviceLine ?? null})`
}

/** The place as far as rows are distinguished by it; null where all are added up. */
export function groupColumns(by: Grouping, alias: string): { location: RawBuilder<string>; line: RawBuilder<string> } {
  const nothing = sql<string>`null::text`
  return {
    location: by === 'location' || by === 'place' ? sql.ref<string>(`${alias}.location_id`) : nothing,
    line: by === 'service_line' || by === 'place' ? sql.ref<string>(`${alias}.service_line`) : nothing,
  }
}

/** The first date of the span that holds a date of the report, cut to the report. Weeks begin on Monday (ISO 8601). */
export function periodOf({ from }: ReportScope, interval: Interval, date: RawBuilder<unknown>): RawBuilder<string> {
  if (interval === 'total') return sql`${from}::date`
  return sql`greatest(date_trunc(${sql.lit(interval)}, ${date}::timestamp)::date, ${from}::date)`
}

/**
 * The spans of a report that have a day from one date to another, one a row: `starts` and `ends` (the first date
 * after), cut to the report. For a `lateral`: only those are made, however many the report has.
 */
export function spansWithin(
  { from, before }: ReportScope,
  interval: Interval,
  { first, last }: { first: RawBuilder<unknown>; last: RawBuilder<unknown> },
): RawBuilder<unknown> {
  if (interval === 'total')
    return sql`select ${from}::date as starts, ${before}::date as ends where ${first} < ${before}::date and ${last} >= ${from}::date`
  const step = sql.lit(`1 ${interval}`)
  return sql`
    select greatest(at::date, ${from}::date) as starts, least((at + ${step}::interval)::date, ${before}::date) as ends
      from generate_series(date_trunc(${sql.lit(interval)}, greatest(${first}, ${from}::date)::timestamp),
                           least(${last}, ${before}::date - 1)::timestamp, ${step}::interval) as at`
}
