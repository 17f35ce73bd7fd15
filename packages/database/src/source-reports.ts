import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { Counts } from './schema.ts'
import type { DeliveryCount } from './source-activity.ts'

/** What became of the events of a source. */
export interface OutcomeCounts {
  accepted: number
  duplicate: number
  conflict: number
  unmatched: number
  /** By code. */
  refused: Counts
}

/** An organization's settings of one source, and what was seen of it. */
export interface SourceReport {
  id: string
  /** '': deliveries whose source is not known. */
  source: string
  settings: SourceSettings | null
  firstAcceptedAt: Date | null
  lastAcceptedAt: Date | null
  lastDeliveryAt: Date | null
  lastObservedAt: Date | null
  /** When a feed of this name last answered as it should, with anything new or not; null: never, or there is none. */
  lastPolledAt: Date | null
  /** The key its last event was accepted with; null: a feed writes it, or none was accepted since this is noted. */
  lastKey: LastKey | null
  /** When and why a poll of a feed of this name failed last; null: none did. */
  lastFailedPoll: { at: Date; code: string } | null
  total: OutcomeCounts
  recent: OutcomeCounts & { lags: Counts; failedPolls: Counts }
  /** The shortest interval that the policy of a pool names for it, in hours; null: none does. */
  policyIntervalHours: number | null
}

export interface LastKey {
  keyId: string
  /** When and how it ended; null: it is in force. */
  ended: { at: Date; how: 'revoked' | 'expired' } | null
}

export interface SourceSettings {
  name: string | null
  expectedIntervalMinutes: number | null
  acceptsNumericIds: boolean
  requireSignature: boolean
  keyIds: string[] | null
  version: number
  updatedAt: Date
}

export interface SourceReportQuery {
  /** The source before the first one; undefined: from the start. */
  after?: string | undefined
  limit: number
  /** Only this one. */
  id?: string | undefined
  /** How far back `recent` reaches. */
  recentHours: number
}

/**
 * Sources that are configured or were seen, in order of their names. Policies and feeds are read once for all of them: an organization
 * has thousands of sources, and what looks for silent ones asks twice a minute.
 */
export async function listSourceReports(
  trx: DatabaseTransaction,
  orgId: string,
  { after, limit, id, recentHours }: SourceReportQuery,
): Promise<SourceReport[]> {
  const { rows } = await sql<SourceReportRow>`
    with known as (
      select source, id from sources where org_id = ${orgId} and archived_at is null
      union select source, id from source_activity where org_id = ${orgId}
    ), page as (
      select source, id from known
       where (${after ?? null}::text is null or source > ${after ?? null}) and (${id ?? null}::text is null or id = ${id ?? null})
       order by source limit ${limit}
    ), recent as (
      select d.source, sum(accepted)::bigint as accepted, sum(duplicate)::bigint as duplicate, sum(conflict)::bigint as conflict,
             sum(unmatched)::bigint as unmatched, sum_counts(jsonb_agg(refused)) as refused, sum_counts(jsonb_agg(lags)) as lags,
             sum_counts(jsonb_agg(failed_polls)) as "failedPolls"
        from page join source_deliveries d on d.org_id = ${orgId} and d.source = page.source
         and d.minute > clock_timestamp() - make_interval(hours => ${recentHours})
       group by d.source
    ), intervals as materialized (
      select told->>'source' as source, min((told->>'expectedIntervalHours')::double precision) as hours
        from pools p join policies y on y.org_id = p.org_id and y.pool_id = p.id and y.version = p.policy_version,
             jsonb_array_elements(y.body->'sources') as told
       where p.org_id = ${orgId} and p.archived_at is null
       group by 1
    ), polls as materialized (
      select f.body->>'source' as source, max((history->>'lastSuccessAt')::timestamptz) as "lastPolledAt",
             (array_agg(json_build_object('at', history->>'lastFailureAt', 'code', history->>'lastFailureCode')
                        order by (history->>'lastFailureAt')::timestamptz desc)
               filter (where history->>'lastFailureAt' is not null))[1] as "lastFailedPoll"
        from feeds f join feed_status t on t.org_id = f.org_id and t.feed_id = f.id, lateral (select t.body->'history') as told(history)
       where f.org_id = ${orgId} and f.archived_at is null
       group by 1)
    select page.id, page.source, s.name, s.expected_interval_minutes as "expectedIntervalMinutes",
           s.accepts_numeric_ids as "acceptsNumericIds", s.require_signature as "requireSignature", s.key_ids as "keyIds",
           s.version, s.updated_at as "updatedAt", a.first_accepted_at as "firstAcceptedAt",
           a.last_accepted_at as "lastAcceptedAt", a.last_delivery_at as "lastDeliveryAt",
           a.last_observed_at as "lastObservedAt",
           polls."lastPolledAt", polls."lastFailedPoll", a.last_key_id as "lastKeyId", k.revoked_at as "keyRevokedAt",
           case when k.expires_at <= clock_timestamp() then k.expires_at end as "keyExpiredAt",
           to_jsonb(a) as total, to_jsonb(recent) as recent,
           intervals.hours as "policyIntervalHours"
      from page
      left join sources s on s.org_id = ${orgId} and s.source = page.source and s.archived_at is null
      left join source_activity a on a.org_id = ${orgId} and a.source = page.source
      left join api_keys k on k.org_id = ${orgId} and k.key_id = a.last_key_id
      left join recent on recent.source = page.source
      left join intervals on intervals.source = page.source
      left join polls on polls.source = page.source
     order by page.source`.execute(trx)
  return rows.map(rowToReport)
}

interface SourceReportRow
  extends Omit<SourceReport, 'settings' | 'total' | 'recent' | 'lastFailedPoll' | 'lastKey'>,
    Omit<SourceSettings, 'version'> {
  /** Null: not configured. */
  version: number | null
  total: OutcomeCounts | null
  recent: SourceReport['recent'] | null
  lastFailedPoll: { at: string; code: string } | null
  lastKeyId: string | null
  keyRevokedAt: Date | null
  /** Null: it has no end, or one that is yet to come. */
  keyExpiredAt: Date | null
}

function rowToReport(row: SourceReportRow): SourceReport {
  const { id, source, policyIntervalHours, lastFailedPoll: failed } = row
  const { firstAcceptedAt, lastAcceptedAt, lastDeliveryAt, lastObservedAt, lastPolledAt } = row
  const seen = { firstAcceptedAt, lastAcceptedAt, lastDeliveryAt, lastObservedAt, lastPolledAt }
  const lastFailedPoll = failed && { ...failed, at: new Date(failed.at) }
  const counts = toCounts(row.recent)
  const { lags = {}, failedPolls = {} } = row.recent ?? {}
  const recent = { ...counts, refused: sumByCode(counts.refused), lags, failedPolls }
  const told = { total: toCounts(row.total), recent, lastKey: toLastKey(row), lastFailedPoll, policyIntervalHours }
  return { id, source, settings: toSettings(row), ...seen, ...told }
}

/** Also for a key that was revoked and would have expired: whichever came first. */
function toLastKey({
  lastKeyId: keyId,
  keyRevokedAt: revoked,
  keyExpiredAt: expired,
}: SourceReportRow): LastKey | null {
  if (keyId === null) return null
  if (revoked !== null && (expired === null || revoked < expired))
    return { keyId, ended: { at: revoked, how: 'revoked' } }
  return { keyId, ended: expired && { at: expired, how: 'expired' } }
}

/** Minutes count by code and pointer. */
function sumByCode(reasons: Counts): Counts {
  const sums: Counts = {}
  for (const [reason, count] of Object.entries(reasons)) {
    const [code = ''] = reason.split(' ')
    sums[code] = (sums[code] ?? 0) + count
  }
  return sums
}

function toSettings({ version, ...row }: SourceReportRow): SourceSettings | null {
  if (version === null) return null
  const { name, expectedIntervalMinutes, acceptsNumericIds, requireSignature, keyIds, updatedAt } = row
  return { name, expectedIntervalMinutes, acceptsNumericIds, requireSignature, keyIds, version, updatedAt }
}

function toCounts(counts: OutcomeCounts | null): OutcomeCounts {
  const { accepted = 0, duplicate = 0, conflict = 0, unmatched = 0, refused = {} } = counts ?? {}
  return { accepted, duplicate, conflict, unmatched, refused }
}

/** Events of a source that are counted one by one: of how many millions it may have, nobody waits for the rest. */
const COUNTED_AT_MOST = 100_000

/** How many events of the source are in the store, counted one by one; `isCapped`: there are more, of which none was looked at. */
export async function countStoredEvents(
  trx: DatabaseTransaction,
  orgId: string,
  source: string,
  atMost = COUNTED_AT_MOST,
): Promise<{ count: number; isCapped: boolean }> {
  const { rows } = await sql<{ found: number }>`
    select count(*) as found from (
      select from event_key where org_id = ${orgId} and source = ${source} limit ${atMost + 1}) as stored`.execute(trx)
  const found = rows[0]?.found ?? 0
  return { count: Math.min(found, atMost), isCapped: found > atMost }
}

/** What came of one source, by one key, in one way, within one minute; as it is read. */
export interface DeliveryRow extends Omit<DeliveryCount, 'source' | 'minute' | 'lastAt' | 'lags' | 'lastObservedAt'> {
  minute: Date
  lastAt: Date
}

export interface DeliveryQuery {
  id: string
  /** The last one of the page before. */
  before?: { minute: string; keyId: string; mode: string } | undefined
  limit: number
}

/**
 * What came from one source, newest first. No join: where many sources came at once, and the planner knows none of them
 * yet, it read the rows of all for one.
 */
export async function listDeliveries(
  trx: DatabaseTransaction,
  orgId: string,
  { id, before, limit }: DeliveryQuery,
): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    select d.minute, d.last_at as "lastAt", d.key_id as "keyId", d.mode, d.request_id as "requestId", d.requests, d.accepted,
           d.duplicate, d.conflict, d.unmatched, d.refused, d.left_out as "leftOut",
           d.failed_polls as "failedPolls"
      from source_deliveries d
     where d.org_id = ${orgId} and d.source = (select source from source_activity where org_id = ${orgId} and id = ${id})
       and (${before?.minute ?? null}::timestamptz is null
            or (d.minute, d.key_id, d.mode) < (${before?.minute ?? null}::timestamptz, ${before?.keyId ?? ''}, ${before?.mode ?? ''}))
     order by d.minute desc, d.key_id desc, d.mode desc limit ${limit}`.execute(trx)
  return rows
}

/**
 * When requests with these keys were last refused because the keys had ended, within the days that deliveries are kept.
 * No source lists them: their bodies are not read.
 */
export async function findRefusedKeys(
  trx: DatabaseTransaction,
  orgId: string,
  keyIds: readonly string[],
): Promise<Map<string, Date>> {
  const { rows } = await sql<{ keyId: string; at: Date }>`
    select key_id as "keyId", max(last_at) as at from source_deliveries
     where org_id = ${orgId} and source = '' and key_id = any(${[...keyIds]}::text[])
       and exists (select from jsonb_object_keys(refused) as reason where reason like 'unauthenticated %')
     group by key_id`.execute(trx)
  return new Map(rows.map(({ keyId, at }) => [keyId, at]))
}

/** Whether a source is configured or was seen. */
export async function isKnownSource(trx: DatabaseTransaction, orgId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from sources where org_id = ${orgId} and id = ${id} and archived_at is null
    union all select from source_activity where org_id = ${orgId} and id = ${id} limit 1`.execute(trx)
  return rows.length > 0
}
