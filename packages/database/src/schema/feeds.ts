import type { Instant, Json, NullableInstant } from './columns.ts'

/** Polling of feeds. */
export interface FeedTables {
  feed_schedules: FeedSchedulesTable
  feed_status: FeedStatusTable
  feed_files: FeedFilesTable
}

export interface FeedSchedulesTable {
  org_id: string
  feed_id: string
  next_poll_at: NullableInstant
  polled_at: NullableInstant
  leased_until: NullableInstant
  lease: string | null
}

export interface FeedStatusTable {
  org_id: string
  feed_id: string
  body: Json
}

export interface FeedFilesTable {
  org_id: string
  feed_id: string
  url: string
  etag: string | null
  last_modified: string | null
  fresh_until: Instant
  body: Buffer
}
