import type { Report } from './report.ts'

/** An event of a transaction that knows when it came. */
export interface ArrivedReport extends Report {
  /** In UTC, microseconds. */
  receivedAt: string
}

/**
 * When each of these events came: `now`, each a microsecond after the one before. The log's index is by this moment, so
 * that it grows at its end only, and a moment of its own lets one row be found without looking at its thousand neighbours.
 */
export function withArrival(reports: readonly Report[], now: Date): ArrivedReport[] {
  let millisecond = ''
  return reports.map((report, index) => {
    const beyond = index % 1_000
    if (beyond === 0) millisecond = new Date(now.getTime() + index / 1_000).toISOString().slice(0, -1)
    return { ...report, receivedAt: `${millisecond}${String(beyond).padStart(3, '0')}Z` }
  })
}
