import { sql } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'
import { deleteOlder } from './delete-in-parts.ts'
import type { Counts } from './schema.ts'
import { sourceId } from './sources.ts'

/** What came of one source, by one key, in one way, within one minute. */
export interface DeliveryCount {
  /** The source as its events name it; '' where none could be told. */
  source: string
  minute: string
  keyId: string
  mode: string
  lastAt: string
  /** Id of the last request. */
  requestId: string
  requests: number
  accepted: number
  duplicate: number
  conflict: number
  unmatched: number
  /** By code and pointer of the schema. */
  refused: Counts
  /** What was read and is in no event, by reason. */
  leftOut: Counts
  /** For a feed: polls that failed, by reason. They are among the requests. */
  failedPolls: Counts
  /** Accepted events by how late they came. */
  lags: Counts
  /** When the newest of the accepted events was observed; null: none was. */
  lastObservedAt: string | null
}

/** Sources that are remembered of an organization, beside those that are configured. */
const MAX_SOURCES_SEEN = 10_000

/**
 * Adds what came to what is known. A source is known once an event of it was accepted (a duplicate or a conflict shows
 * that as well: another process may not have written so yet), or once it is configured, by itself or as that of a feed.
 * Before that, whatever is counted for it goes to the source '', so that no text is kept under which nothing was ever
 * accepted. Beyond `mostSeen` sources those silent longest are forgotten: a source that reports is always among those
 * that are kept.
 */
export async function addDeliveries(
  trx: DatabaseTransaction,
  orgId: string,
  counts: readonly DeliveryCount[],
  mostSeen = MAX_SOURCES_SEEN,
): Promise<void> {
  if (counts.length === 0) return
  const known = await findKnownSources(trx, orgId, counts)
  const settled = counts.map((count) => {
    const source = known.has(count.source) ? count.source : ''
    const cameAt = hasCome(count) ? count.lastAt : null
    return { ...count, cameAt, source, id: source === '' ? unknownSourceId : sourceId(source) }
  })
  const given = JSON.stringify(settled)
  await addToActivity(trx, orgId, given)
  await addToMinutes(trx, orgId, given)
  if ([...known.values()].includes('new')) await forgetSilent(trx, orgId, mostSeen)
}

/** The id under which deliveries of no known source are listed. */
export const unknownSourceId = 'unknown'

async function findKnownSources(
  trx: DatabaseTransaction,
  orgId: string,
  counts: readonly DeliveryCount[],
): Promise<ReadonlyMap<string, 'seen' | 'new'>> {
  const named = [...new Set(counts.map(({ source }) => source))].filter((source) => source !== '')
  const toKeep = counts.filter((count) => isOfAccepted(count) || isOfFeed(count)).map(({ source }) => source)
  const { rows } = await sql<{ source: string; isSeen: boolean }>`
    select source, is_seen as "isSeen"
      from (select source, exists (select from source_activity a where a.org_id = ${orgId} and a.source = given.source) as is_seen
              from unnest(${named}::text[]) as given(source)) as given
     where is_seen or source = any(${toKeep}::text[])
        or exists (select from sources s where s.org_id = ${orgId} and s.source = given.source and s.archived_at is null)`.execute(
    trx,
  )
  return new Map(rows.map(({ source, isSeen }) => [source, isSeen ? 'seen' : 'new']))
}

/** Whether an event of the source was accepted, now or before. */
function isOfAccepted({ accepted, duplicate, conflict }: DeliveryCount): boolean {
  return accepted + duplicate + conflict > 0
}

/** Only feeds that are configured are polled, and their source with them. */
function isOfFeed({ failedPolls }: DeliveryCount): boolean {
  return Object.keys(failedPolls).length > 0
}

/** Whether it is more than polls of which nothing came. */
function hasCome({ requests, failedPolls }: DeliveryCount): boolean {
  return Object.values(failedPolls).reduce((left, polls) => left - polls, requests) > 0
}

/**
 * Last, and past what another process holds: nobody waits for it. What came of them by the minute is kept as long as of
 * others.
 */
async function forgetSilent(trx: DatabaseTransaction, orgId: string, mostSeen: number): Promise<void> {
  await sql`
    delete from source_activity where org_id = ${orgId} and source in (
      select source from source_activity a
       where org_id = ${orgId} and source <> ''
         and not exists (select from sources s where s.org_id = a.org_id and s.source = a.source and s.archived_at is null)
       order by last_delivery_at desc nulls last, source offset ${mostSeen} for update skip locked)`.execute(trx)
}

/** Sorted by key, as is the next one, so that two processes that add at once wait for one another and never in a circle. */
async function addToActivity(trx: DatabaseTransaction, orgId: string, given: string): Promise<void> {
  await sql`
    with given as (
      select * from json_to_recordset(${given}::json) as row(
        source text, id text, "keyId" text, mode text, "lastAt" timestamptz, "cameAt" timestamptz, "lastObservedAt" timestamptz, accepted bigint, duplicate bigint,
        conflict bigint, unmatched bigint, refused jsonb)
    ), reasons as (
      -- Once for all sources: asked for each of them the time would grow with their square.
      select source, jsonb_object_agg(code, total) as refused
        from (select source, split_part(name, ' ', 1) as code, sum(count::bigint) as total
                from given, jsonb_each_text(refused) as reason(name, count) group by 1, 2) as codes
       group by source
    ), totals as (
      select source, id, min("lastAt") filter (where accepted > 0) as first_accepted_at,
             max("lastAt") filter (where accepted > 0) as last_accepted_at,
             (array_agg(case when mode <> 'feed' then "keyId" end order by "lastAt" desc, "keyId")
                filter (where accepted > 0))[1] as last_key_id, max("cameAt") as last_delivery_at,
             max("lastObservedAt") as last_observed_at, sum(accepted) as accepted, sum(duplicate) as duplicate,
             sum(conflict) as conflict, sum(unmatched) as unmatched
        from given group by source, id)
    insert into source_activity as known (org_id, source, id, first_accepted_at, last_accepted_at, last_delivery_at,
      last_observed_at, accepted, duplicate, conflict, unmatched, refused, last_key_id)
    select ${orgId}, source, id, first_accepted_at, last_accepted_at, last_delivery_at, last_observed_at, accepted, duplicate,
           conflict, unmatched, coalesce(refused, '{}'), last_key_id
      from totals left join reasons using (source) order by source
    on conflict (org_id, source) do update
       set first_accepted_at = coalesce(known.first_accepted_at, excluded.first_accepted_at),
           last_accepted_at = greatest(known.last_accepted_at, excluded.last_accepted_at),
           last_key_id = case when excluded.last_accepted_at >= coalesce(known.last_accepted_at, '-infinity') then excluded.last_key_id
                              else known.last_key_id end,
           last_delivery_at = greatest(known.last_delivery_at, excluded.last_delivery_at),
           last_observed_at = greatest(known.last_observed_at, excluded.last_observed_at),
           accepted = known.accepted + excluded.accepted, duplicate = known.duplicate + excluded.duplicate,
           conflict = known.conflict + excluded.conflict, unmatched = known.unmatched + excluded.unmatched,
           refused = add_counts(known.refused, excluded.refused)`.execute(trx)
}

async function addToMinutes(trx: DatabaseTransaction, orgId: string, given: string): Promise<void> {
  await sql`
    with given as (
      select * from json_to_recordset(${given}::json) as row(
        source text, minute timestamptz, "keyId" text, mode text, "lastAt" timestamptz, "requestId" text, requests bigint,
        accepted bigint, duplicate bigint, conflict bigint, unmatched bigint, refused jsonb, lags jsonb, "leftOut" jsonb,
        "failedPolls" jsonb)
    ), merged as (
      -- Several sources that are not known come together in one row.
      select source, minute, "keyId", mode, max("lastAt") as last_at,
             (array_agg("requestId" order by "lastAt" desc))[1] as request_id, sum(requests) as requests,
             sum(accepted) as accepted, sum(duplicate) as duplicate, sum(conflict) as conflict, sum(unmatched) as unmatched,
             jsonb_agg(refused) as refused, jsonb_agg(lags) as lags, jsonb_agg("leftOut") as left_out,
             jsonb_agg("failedPolls") as failed_polls
        from given group by source, minute, "keyId", mode)
    insert into source_deliveries as known (org_id, source, minute, key_id, mode, last_at, request_id, requests, accepted,
      duplicate, conflict, unmatched, refused, lags, left_out, failed_polls)
    select ${orgId}, source, minute, "keyId", mode, last_at, request_id, requests, accepted, duplicate, conflict, unmatched,
           sum_counts(refused), sum_counts(lags), sum_counts(left_out), sum_counts(failed_polls)
      from merged order by source, minute, "keyId", mode
    on conflict (org_id, source, minute, key_id, mode) do update
       set last_at = greatest(known.last_at, excluded.last_at),
           request_id = case when excluded.last_at >= known.last_at then excluded.request_id else known.request_id end,
           requests = known.requests + excluded.requests, accepted = known.accepted + excluded.accepted,
           duplicate = known.duplicate + excluded.duplicate, conflict = known.conflict + excluded.conflict,
           unmatched = known.unmatched + excluded.unmatched, refused = add_counts(known.refused, excluded.refused),
           lags = add_counts(known.lags, excluded.lags), left_out = add_counts(known.left_out, excluded.left_out),
           failed_polls = add_counts(known.failed_polls, excluded.failed_polls)`.execute(trx)
}

/** Removes what came longer ago. @returns how many rows. */
export function deleteOldDeliveries(
  db: Database,
  orgId: string,
  { days, atOnce = 20_000 }: { days: number; atOnce?: number },
): Promise<number> {
  return deleteOlder(db, orgId, { table: 'source_deliveries', column: 'minute', days, atOnce })
}
