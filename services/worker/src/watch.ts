import {
  type AlertRow,
  aheadLag,
  countOpenAlerts,
  type Database,
  type DatabaseTransaction,
  expectedIntervalOf,
  isClockAhead,
  listFailingPools,
  listFeedStandings,
  listOpenMatters,
  listOrganizationIds,
  listSourceReports,
  type Matter,
  type SourceReport,
  settleAlerts,
  silentSince,
  tryWatch,
  withOrganization,
} from '@sluice/database'

import { boundMatters } from './bounded-matters.ts'
import { feedMatters } from './feed-matters.ts'
import { EndedKeys } from './key-matters.ts'
import type { PacingWatch } from './pacing-watch.ts'
import { tellOfAlerts } from './tell-of-alerts.ts'

/** Every kind there is. */
export const alertKinds = [
  'source_silent',
  'source_conflicts',
  'source_clock_ahead',
  'key_ended_in_use',
  'feed_failing',
  'feed_stands_still',
  'pool_failing',
  'pool_pacing',
  'more_alerts',
] as const

/** Conflicts of a source within an hour from which somebody should look: one or two are a repeat gone wrong. */
export const conflictsAlerted = 10
/** How far back conflicts and clocks are looked at: an alert that opened closes an hour after the last of it. */
const recentHours = 1
/** Each page reads the policies of all pools once. */
const sourcesPerPage = 2_000

export interface WatchDeps {
  db: Database
  /** How pools pace; one that remembers need not read it every time. */
  pacing: PacingWatch
  /** Open alerts of all organizations, by kind. */
  onOpen: (counts: ReadonlyMap<string, number>) => void
  onChange: (change: 'opened' | 'closed', alert: AlertRow) => void
  /** Told of an organization that could not be looked at; the others are. */
  onFailed: (orgId: string, error: unknown) => void
  signal?: AbortSignal
}

/**
 * Opens and closes alerts: sources that are silent, conflict or have a clock that runs ahead, keys that have ended and
 * are sent with, feeds that fail or stand still, pools that cannot be computed or whose period will end far from its
 * money. Any number of workers may do it: one at a time looks at an organization, and a matter has one open alert; of
 * very many matters of a kind most are counted in one.
 */
export async function watch({ db, pacing, onOpen, onChange, onFailed, signal }: WatchDeps): Promise<void> {
  const open = new Map<string, number>()
  for (const orgId of await listOrganizationIds(db)) {
    if (signal?.aborted) return
    try {
      const { changes, counts } = await watchOrganization(db, orgId, pacing)
      for (const alert of changes.closed) onChange('closed', alert)
      for (const alert of changes.opened) onChange('opened', alert)
      for (const [kind, count] of counts) open.set(kind, (open.get(kind) ?? 0) + count)
    } catch (error) {
      onFailed(orgId, error)
    }
  }
  onOpen(open)
}

async function watchOrganization(db: Database, orgId: string, pacing: PacingWatch) {
  return withOrganization(db, { role: 'sluice_worker', orgId }, async (trx) => {
    const now = await tryWatch(trx, orgId)
    if (now === null) return { changes: { opened: [], closed: [] }, counts: await countOpenAlerts(trx, orgId) }
    const matters = [...(await mattersOf(trx, orgId, now)), ...(await pacing(trx, orgId, now))]
    const changes = await settleAlerts(trx, orgId, boundMatters(matters, await listOpenMatters(trx, orgId)))
    await tellOfAlerts(trx, changes)
    return { changes, counts: await countOpenAlerts(trx, orgId) }
  })
}

async function mattersOf(trx: DatabaseTransaction, orgId: string, now: Date): Promise<Matter[]> {
  const matters: Matter[] = (await listFailingPools(trx, orgId)).map(({ poolId, attempts, code }) => ({
    kind: 'pool_failing',
    object: poolId,
    details: { attempts, code },
  }))
  const feeds = await listFeedStandings(trx, orgId)
  const ofFeeds = new Set(feeds.map(({ source }) => source))
  /** Intervals of sources that feeds write as, in minutes. */
  const intervals = new Map<string, number | undefined>()
  const endedKeys = new EndedKeys()
  for await (const report of sourceReports(trx, orgId)) {
    matters.push(...sourceMatters(report, now))
    endedKeys.add(report)
    if (ofFeeds.has(report.source)) intervals.set(report.source, expectedIntervalOf(report)?.minutes)
  }
  const ofKeys = await endedKeys.matters(trx, orgId)
  return [...matters, ...ofKeys, ...feeds.flatMap((feed) => feedMatters(feed, now, intervals.get(feed.source) ?? null))]
}

async function* sourceReports(trx: DatabaseTransaction, orgId: string): AsyncGenerator<SourceReport> {
  let after: string | undefined
  for (;;) {
    const page = await listSourceReports(trx, orgId, { after, limit: sourcesPerPage, recentHours })
    yield* page
    if (page.length < sourcesPerPage) return
    after = page.at(-1)?.source
  }
}

/** What is the matter with a source at this moment. What came without a known source is left out. */
export function sourceMatters(report: SourceReport, now: Date): Matter[] {
  const { id: object, source, recent } = report
  if (source === '') return []
  const matter = (kind: string, details: Record<string, unknown>): Matter => ({
    kind,
    object,
    details: { source, ...details },
  })
  const isSilent = silentSince(report, now) !== null
  return [
    ...(isSilent
      ? [
          matter('source_silent', {
            lastAcceptedAt: report.lastAcceptedAt?.toISOString() ?? null,
            expectedIntervalMinutes: expectedIntervalOf(report)?.minutes,
            keyEndedAt: report.lastKey?.ended?.at.toISOString() ?? null,
          }),
        ]
      : []),
    ...(recent.conflict >= conflictsAlerted ? [matter('source_conflicts', { conflicts: recent.conflict })] : []),
    ...(isClockAhead(report)
      ? [
          matter('source_clock_ahead', {
            acceptedAhead: recent.lags[aheadLag] ?? 0,
            refusedAsFuture: recent.refused['future-timestamp'] ?? 0,
          }),
        ]
      : []),
  ]
}
