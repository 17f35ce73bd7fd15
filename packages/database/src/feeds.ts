import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { rowsAsColumns } from './rows-as-columns.ts'

export interface FeedKey {
  orgId: string
  feedId: string
}

export interface WantedFeeds {
  limit: number
  /** Polls of one organization at once, at most. */
  share: number
  /** Whose polls are under way, an organization once for each of its polls. */
  underWay: readonly string[]
  /** Feeds that somebody sees to already. */
  except: readonly FeedKey[]
}

/**
 * Feeds of all organizations that are due and that nobody is at: first of those with the fewest polls under way, then the most
 * overdue. As sluice_worker, with no organization.
 */
export async function listDueFeeds(
  trx: DatabaseTransaction,
  { limit, share, underWay, except }: WantedFeeds,
): Promise<FeedKey[]> {
  const { rows } = await sql<FeedKey>`
    with due as (
      select org_id, feed_id, next_poll_at,
             row_number() over (partition by org_id order by next_poll_at, feed_id)
               + (select count(*) from unnest(${[...underWay]}::text[]) as busy(org_id) where busy.org_id = s.org_id) as place
        from feed_schedules s
       where next_poll_at <= ${now} and (leased_until is null or leased_until < ${now})
         and not exists (select from ${rowsAsColumns(except, { orgId: 'text', feedId: 'text' })}
                          where given."orgId" = s.org_id and given."feedId" = s.feed_id)
    )
    select org_id as "orgId", feed_id as "feedId" from due
     where place <= ${share} order by place, next_poll_at limit ${limit}`.execute(trx)
  return rows
}

/** Takes a due feed for `leaseMs`; null: another worker has it, or it is no longer due. `now` is the database's clock. */
export async function leaseFeed(
  trx: DatabaseTransaction,
  { orgId, feedId }: FeedKey,
  leaseMs: number,
): Promise<{ lease: string; now: Date } | null> {
  const row = await trx
    .updateTable('feed_schedules')
    .set({ lease: sql<string>`gen_random_uuid()::text`, leased_until: after(leaseMs), polled_at: now })
    .where('org_id', '=', orgId)
    .where('feed_id', '=', feedId)
    .where('next_poll_at', '<=', now)
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<', now)]))
    .returning(['lease', 'polled_at'])
    .executeTakeFirst()
  return row?.lease && row.polled_at ? { lease: row.lease, now: row.polled_at } : null
}

/**
 * Gives a feed back, due again in `nextMs`; null: when it is due already, but not within a minute of its last poll.
 * False: the lease had run out and another worker took it, so what was found must not be kept. One that was switched
 * off meanwhile stays off.
 */
export async function releaseFeed(
  trx: DatabaseTransaction,
  { orgId, feedId }: FeedKey,
  { lease, nextMs }: { lease: string; nextMs: number | null },
): Promise<boolean> {
  const next = nextMs === null ? sql<Date>`greatest(next_poll_at, ${soonest})` : after(nextMs)
  const row = await trx
    .updateTable('feed_schedules')
    .set({
      lease: null,
      leased_until: null,
      next_poll_at: sql<Date | null>`case when next_poll_at is not null then ${next} end`,
    })
    .where('org_id', '=', orgId)
    .where('feed_id', '=', feedId)
    .where('lease', '=', lease)
    .returning('feed_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Whether the lease is in force still; nobody else can take the feed until the transaction ends. */
export async function holdsFeed(trx: DatabaseTransaction, { orgId, feedId }: FeedKey, lease: string): Promise<boolean> {
  const row = await trx
    .selectFrom('feed_schedules')
    .select('feed_id')
    .where('org_id', '=', orgId)
    .where('feed_id', '=', feedId)
    .where('lease', '=', lease)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** The versions of a feed and of a mapping that are in force; null: it is not there. */
export async function findFeedVersions(
  trx: DatabaseTransaction,
  { orgId, feedId }: FeedKey,
  mappingId: string,
): Promise<{ feed: number | null; mapping: number | null }> {
  const { rows } = await sql<{ feed: number | null; mapping: number | null }>`
    select (select version from feeds where org_id = ${orgId} and id = ${feedId} and archived_at is null) as feed,
           (select version from mappings where org_id = ${orgId} and id = ${mappingId} and archived_at is null) as mapping`.execute(
    trx,
  )
  return rows[0] ?? { feed: null, mapping: null }
}

/** No file is asked for twice within it. */
const LEAST_GAP_MS = 60_000

/** Makes a feed due now, but not within a minute of its last poll; a feed that is switched off, never. */
export async function scheduleFeed(
  trx: DatabaseTransaction,
  { orgId, feedId }: FeedKey,
  isPolled: boolean,
): Promise<Date | null> {
  const next = isPolled ? soonest : null
  const row = await trx
    .insertInto('feed_schedules')
    .values({ org_id: orgId, feed_id: feedId, next_poll_at: isPolled ? now : null })
    .onConflict((conflict) => conflict.columns(['org_id', 'feed_id']).doUpdateSet({ next_poll_at: next }))
    .returning('next_poll_at')
    .executeTakeFirstOrThrow()
  return row.next_poll_at
}

/** When each of these feeds is polled next; null: it is switched off. */
export async function findNextPolls(
  trx: DatabaseTransaction,
  orgId: string,
  feedIds: readonly string[],
): Promise<Map<string, Date | null>> {
  const rows = await trx
    .selectFrom('feed_schedules')
    .select(['feed_id', 'next_poll_at'])
    .where('org_id', '=', orgId)
    .where((eb) => eb('feed_id', '=', eb.fn.any(eb.val([...feedIds]))))
    .execute()
  return new Map(rows.map(({ feed_id, next_poll_at }) => [feed_id, next_poll_at]))
}

/** What polls of these feeds found, by feed; written by `writeFeedStatus` alone. */
export async function findFeedStatus(
  trx: DatabaseTransaction,
  orgId: string,
  feedIds: readonly string[],
): Promise<Map<string, Record<string, unknown>>> {
  const rows = await trx
    .selectFrom('feed_status')
    .select(['feed_id', 'body'])
    .where('org_id', '=', orgId)
    .where((eb) => eb('feed_id', '=', eb.fn.any(eb.val([...feedIds]))))
    .execute()
  return new Map(rows.map(({ feed_id, body }) => [feed_id, body]))
}

export async function writeFeedStatus(
  trx: DatabaseTransaction,
  { orgId, feedId }: FeedKey,
  body: object,
): Promise<void> {
  await trx
    .insertInto('feed_status')
    .values({ org_id: orgId, feed_id: feedId, body: JSON.stringify(body) })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'feed_id']).doUpdateSet({ body: (eb) => eb.ref('excluded.body') }),
    )
    .execute()
}

/** Forgets what polls of a feed found and read. */
export async function forgetPolls(trx: DatabaseTransaction, { orgId, feedId }: FeedKey): Promise<void> {
  for (const table of ['feed_status', 'feed_files'] as const)
    await trx.deleteFrom(table).where('org_id', '=', orgId).where('feed_id', '=', feedId).execute()
}

/** How polling a feed goes, as far as somebody may have to look at it. */
export interface FeedStanding {
  feedId: string
  source: string
  failuresInARow: number
  /** When the first of these failed; null: the last poll succeeded, or none ended yet. */
  failingSince: Date | null
  lastFailureCode: string | null
  lastSuccessAt: Date | null
  /** The moment its newest figures are of. */
  observedAt: Date | null
  /** Since when its figures change while that moment does not move on; null: it does. */
  standsStillSince: Date | null
}

/** Only feeds in force that are switched on and were polled. What they published is not read. */
export async function listFeedStandings(trx: DatabaseTransaction, orgId: string): Promise<FeedStanding[]> {
  const { rows } = await sql<FeedStanding>`
    select f.id as "feedId", f.body->>'source' as source, told."failuresInARow", told."failingSince",
           told."lastFailureCode", told."lastSuccessAt", told."observedAt", told."standsStillSince"
      from feeds f
      join feed_schedules s on s.org_id = f.org_id and s.feed_id = f.id and s.next_poll_at is not null
      join feed_status t on t.org_id = f.org_id and t.feed_id = f.id
     cross join jsonb_to_record(t.body->'history') as told(
           "failuresInARow" integer, "failingSince" timestamptz, "lastFailureCode" text, "lastSuccessAt" timestamptz,
           "observedAt" timestamptz, "standsStillSince" timestamptz)
     where f.org_id = ${orgId} and f.archived_at is null
     order by f.id`.execute(trx)
  return rows
}

/** A document of a feed as it was read last. */
export interface FeedFile {
  url: string
  etag: string | null
  lastModified: string | null
  freshUntil: Date
  /** Packed JSON. */
  body: Buffer
}

export async function listFeedFiles(trx: DatabaseTransaction, { orgId, feedId }: FeedKey): Promise<FeedFile[]> {
  const rows = await trx
    .selectFrom('feed_files')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('feed_id', '=', feedId)
    .execute()
  return rows.map(({ url, etag, last_modified, fresh_until, body }) => ({
    ...{ url, etag, lastModified: last_modified, freshUntil: fresh_until, body },
  }))
}

/** Makes these all there is: writes the changed ones, forgets those that are not named. */
export async function replaceFeedFiles(
  trx: DatabaseTransaction,
  { orgId, feedId }: FeedKey,
  { urls, changed }: { urls: readonly string[]; changed: readonly FeedFile[] },
): Promise<void> {
  await trx
    .deleteFrom('feed_files')
    .where('org_id', '=', orgId)
    .where('feed_id', '=', feedId)
    .where((eb) => eb.not(eb('url', '=', eb.fn.any(eb.val([...urls])))))
    .execute()
  for (const { url, etag, lastModified, freshUntil, body } of changed) {
    await trx
      .insertInto('feed_files')
      .values({ org_id: orgId, feed_id: feedId, url, etag, last_modified: lastModified, fresh_until: freshUntil, body })
      .onConflict((conflict) =>
        conflict.columns(['org_id', 'feed_id', 'url']).doUpdateSet({
          etag: (eb) => eb.ref('excluded.etag'),
          last_modified: (eb) => eb.ref('excluded.last_modified'),
          fresh_until: (eb) => eb.ref('excluded.fresh_until'),
          body: (eb) => eb.ref('excluded.body'),
        }),
      )
      .execute()
  }
}

/** Whether a feed in force counts by this mapping. */
export async function isUsedByFeeds(trx: DatabaseTransaction, orgId: string, mappingId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('feeds')
    .select('id')
    .where('org_id', '=', orgId)
    .where('archived_at', 'is', null)
    .where(sql<string>`body->>'mappingId'`, '=', mappingId)
    .executeTakeFirst()
  return row !== undefined
}

const now = sql<Date>`clock_timestamp()`
const soonest = sql<Date>`greatest(clock_timestamp(), feed_schedules.polled_at + ${LEAST_GAP_MS} * interval '1 ms')`

function after(ms: number) {
  return sql<Date>`clock_timestamp() + ${ms} * interval '1 ms'`
}
