import type { DeliveryBody, FeedFailureCode, LeftOutReason, SourceReportBody } from '@sluice/contracts'
import {
  aheadLag,
  type DeliveryRow,
  expectedIntervalOf,
  isClockAhead,
  type OutcomeCounts,
  type SigningSecretRow,
  type SourceReport,
  silentSince,
} from '@sluice/database'

/** What is known of a source, as it is answered. `secrets`: its own. */
export function reportToBody(report: SourceReport, secrets: readonly SigningSecretRow[], now: Date): SourceReportBody {
  const interval = expectedIntervalOf(report)
  const since = silentSince(report, now)
  return {
    id: report.id,
    source: report.source === '' ? null : report.source,
    settings: settingsToBody(report, secrets),
    firstAcceptedAt: instant(report.firstAcceptedAt),
    lastAcceptedAt: instant(report.lastAcceptedAt),
    lastDeliveryAt: instant(report.lastDeliveryAt),
    lastObservedAt: instant(report.lastObservedAt),
    lastPolledAt: instant(report.lastPolledAt),
    lastKey: report.lastKey && {
      keyId: report.lastKey.keyId,
      endedAt: instant(report.lastKey.ended?.at ?? null),
    },
    lastFailedPoll: report.lastFailedPoll && {
      at: report.lastFailedPoll.at.toISOString(),
      code: report.lastFailedPoll.code as FeedFailureCode,
    },
    silence: {
      isSilent: since !== null,
      since: instant(since),
      expectedIntervalMinutes: interval?.minutes ?? null,
      saidBy: interval?.saidBy ?? null,
    },
    lag: lagOf(report.recent.lags),
    clock: {
      isAhead: isClockAhead(report),
      acceptedAhead: report.recent.lags[aheadLag] ?? 0,
      refusedAsFuture: report.recent.refused['future-timestamp'] ?? 0,
    },
    failedPolls: failedPollsToBody(report.recent.failedPolls),
    last24Hours: countsToBody(report.recent),
    total: countsToBody(report.total),
  }
}

function settingsToBody({ settings }: SourceReport, secrets: readonly SigningSecretRow[]) {
  if (settings === null) return null
  const { updatedAt: _, ...told } = settings
  return { ...told, signingSecrets: secrets.map(({ id, created_at }) => ({ id, createdAt: created_at.toISOString() })) }
}

function countsToBody({ accepted, duplicate, conflict, unmatched, refused }: OutcomeCounts) {
  const refusedByCode = byFrequency(refused).map(([code, count]) => ({ code: code as RefusalCode, count }))
  const total = refusedByCode.reduce((sum, { count }) => sum + count, 0)
  return { accepted, duplicate, conflict, unmatched, refused: total, refusedByCode }
}

/** Polling writes no other codes. */
function failedPollsToBody(failed: Readonly<Record<string, number>>): DeliveryBody['failedPolls'] {
  return byFrequency(failed).map(([code, count]) => ({ code: code as FeedFailureCode, count }))
}

/** Ingestion writes no other codes. */
type RefusalCode = SourceReportBody['total']['refusedByCode'][number]['code']

/** The steps of `lags` are how late events were at most, in seconds. */
function lagOf(lags: Readonly<Record<string, number>>): SourceReportBody['lag'] {
  const steps = Object.entries(lags)
    .map(([seconds, count]) => ({ seconds: seconds === 'more' ? Number.POSITIVE_INFINITY : Number(seconds), count }))
    .sort((a, b) => a.seconds - b.seconds)
  const total = steps.reduce((sum, { count }) => sum + count, 0)
  return total === 0 ? null : { p50Seconds: quantile(steps, total * 0.5), p95Seconds: quantile(steps, total * 0.95) }
}

function quantile(steps: readonly { seconds: number; count: number }[], rank: number): number | null {
  let passed = 0
  const step = steps.find(({ count }) => {
    passed += count
    return passed >= rank
  })
  const seconds = step?.seconds ?? Number.POSITIVE_INFINITY
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null
}

/** A minute of deliveries, as it is answered. */
export function deliveryToBody({
  minute,
  lastAt,
  refused,
  leftOut,
  failedPolls,
  mode,
  ...row
}: DeliveryRow): DeliveryBody {
  return {
    ...row,
    minute: minute.toISOString(),
    lastAt: lastAt.toISOString(),
    // Ingestion writes no other ways.
    mode: mode as DeliveryBody['mode'],
    refused: byFrequency(refused).map(([reason, count]) => {
      const [code = '', pointer = ''] = reason.split(' ')
      return { code: code as RefusalCode, pointer, count }
    }),
    leftOut: byFrequency(leftOut).map(([reason, count]) => ({ reason: reason as LeftOutReason, count })),
    failedPolls: failedPollsToBody(failedPolls),
  }
}

function byFrequency(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
}

function instant(date: Date | null): string | null {
  return date === null ? null : date.toISOString()
}
