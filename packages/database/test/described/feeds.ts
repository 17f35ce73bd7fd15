import type { FeedTables } from '../../src/schema/feeds.ts'
import type { DescribedSchema } from './column.ts'

/** Polling of feeds. */
export const feeds = {
  feed_schedules: {
    org_id: 'text',
    feed_id: 'text',
    next_poll_at: 'timestamp with time zone null',
    polled_at: 'timestamp with time zone null',
    leased_until: 'timestamp with time zone null',
    lease: 'text null',
  },
  feed_status: { org_id: 'text', feed_id: 'text', body: 'jsonb' },
  feed_files: {
    org_id: 'text',
    feed_id: 'text',
    url: 'text',
    etag: 'text null',
    last_modified: 'text null',
    fresh_until: 'timestamp with time zone',
    body: 'bytea',
  },
} as const satisfies Pick<DescribedSchema, keyof FeedTables>
