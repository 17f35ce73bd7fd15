/** "Never under once a minute per file", whatever its Cache-Control says. */
const LEAST_MS = 60_000
/** A max-age of a year is a mistake: openings change within the day. */
const MOST_MS = 86_400_000

/** Until when a document need not be asked for again, counted from the moment the poll began. */
export function freshUntil(now: Date, cacheControl = ''): Date {
  const [, seconds = '0'] = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/i.exec(cacheControl) ?? []
  return new Date(now.getTime() + Math.min(MOST_MS, Math.max(LEAST_MS, Number(seconds) * 1_000)))
}

/** Retry-After in seconds or as a date; null: absent or neither. At most an hour is waited. */
export function retryAfterMs(now: Date, text: string | undefined): number | null {
  if (text === undefined) return null
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now.getTime()
  return Number.isNaN(ms) ? null : Math.min(3_600_000, Math.max(0, ms))
}

/** When to poll next: the interval; after failures doubled each time, at most half an hour; never before the publisher wishes. */
export function nextPollMs(
  intervalMinutes: number,
  { failuresInARow, retryAfter }: { failuresInARow: number; retryAfter: number | null },
): number {
  const interval = intervalMinutes * 60_000
  const backedOff = Math.min(
    Math.max(interval, 1_800_000),
    interval * 2 ** Math.max(0, Math.min(failuresInARow, 10) - 1),
  )
  return Math.max(failuresInARow > 0 ? backedOff : interval, retryAfter ?? 0)
}
