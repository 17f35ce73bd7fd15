import type { components } from '@sluice/client'
import { table } from '../table.ts'

type ListedFeed = components['schemas']['ListedFeed']
type Poll = NonNullable<ListedFeed['status']['lastPoll']>

/** A line a feed: how polling it goes, and of when its figures are. */
export function feedListText(feeds: readonly ListedFeed[]): string {
  if (feeds.length === 0) return 'No feed is polled.'
  const rows = feeds.map(({ id, mappingId, url, status }) => [
    id,
    status.state,
    status.observedAt ?? 'never',
    failureText(status),
    mappingId,
    url,
  ])
  return table(['FEED', 'STATE', 'FIGURES OF', 'LAST FAILURE', 'MAPPING', 'URL'], rows)
}

/** A feed's settings, how polling it goes, and what the last poll found. */
export function feedText(feed: ListedFeed): string {
  const { status } = feed
  const rows: [string, string][] = [
    ['url', feed.url],
    ['mapping', feed.mappingId],
    ['source', feed.source],
    ['polled', feed.enabled ? `every ${feed.intervalMinutes} min` : 'switched off'],
    ['states', feed.states.length === 0 ? 'all' : feed.states.join(' ')],
    ['next poll', status.nextPollAt ?? 'none'],
    ['last poll', status.lastAttemptAt ?? 'never'],
    ['last success', status.lastSuccessAt ?? 'never'],
    ['figures of', momentText(status)],
    ['last failure', failureText(status) || 'none'],
    ['withdrawn', status.withdrawnLocations.join(' ') || 'none'],
  ]
  const settings = `${feed.id}: ${status.state}\n${table(['', 'FEED'], rows)}`
  return status.lastPoll === null ? settings : `${settings}\n\n${pollText(status.lastPoll)}`
}

/** A publisher whose files change and whose moment does not has to hear of it: its figures age though they are new. */
function momentText({ observedAt, standsStillSince }: ListedFeed['status']): string {
  if (observedAt === null) return 'never'
  return standsStillSince === null
    ? observedAt
    : `${observedAt}, though its files have changed since ${standsStillSince}`
}

function failureText({ lastFailureAt, lastFailureCode, failuresInARow }: ListedFeed['status']): string {
  if (lastFailureAt === null) return ''
  const repeated = failuresInARow > 1 ? `, ${failuresInARow} in a row` : ''
  return `${lastFailureCode ?? 'unknown'} at ${lastFailureAt}${repeated}`
}

const counted = {
  files: 'files',
  unchanged: 'files unchanged',
  refusedLines: 'lines not readable',
  accepted: 'places stored',
  duplicate: 'places stored before',
  refused: 'places refused',
  withoutFigure: 'places without a figure',
  newPatientAssumed: 'places assumed for new patients',
  withdrawn: 'locations withdrawn',
} as const satisfies Partial<Record<keyof Poll, string>>

const unplaced: Record<keyof Poll['unplaced'], string> = {
  unmappedLocation: 'at a location the mapping does not name',
  unmappedService: 'of a service the mapping does not name',
  withoutServiceCode: 'without a code of a service',
  scheduleMissing: 'whose schedule is missing',
  withoutLocation: 'whose schedule names no location',
  locationMissing: 'whose location is missing',
  severalLocations: 'at several of your locations',
  inactive: 'suspended or inactive',
  excluded: 'not yours, by the mapping',
}

/** Counts that are zero say nothing, but for the first: what was found at all. */
function pollText({ slots, unplaced: nowhere, isFull, ...poll }: Poll): string {
  const places = Object.entries(counted).map(([key, what]) => [what, poll[key as keyof typeof counted]] as const)
  const lost = Object.entries(unplaced).map(
    ([key, why]) => [`slots ${why}`, nowhere[key as keyof typeof nowhere]] as const,
  )
  const found = [
    ['slots', slots.slots],
    ['slots placed', slots.placed],
    ['slots free', slots.free],
  ] as const
  const told = [...places, ...lost].filter(([, count]) => count > 0)
  const rows = [...found, ...told].map(([what, count]) => [what, String(count)])
  const set = isFull ? 'the whole set' : 'not the whole set: nothing was withdrawn'
  return table([`LAST SUCCESSFUL POLL (${set})`, 'COUNT'], rows, ['COUNT'])
}
