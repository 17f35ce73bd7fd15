import type { components } from '@sluice/client'
import { table } from '../table.ts'
import { counted } from './counted.ts'

export type SourceReport = components['schemas']['SourceReport']
export type Delivery = components['schemas']['Delivery']

const outcomes = ['ACCEPTED', 'DUPLICATE', 'CONFLICT', 'REFUSED']

/** A line a source: when it was heard last, and what became of its events within a day. */
export function sourceListText(sources: readonly SourceReport[]): string {
  if (sources.length === 0) return 'No source has reported yet.'
  const rows = sources.map((source) => [
    source.id,
    nameOf(source),
    source.lastAcceptedAt ?? 'never',
    ...countsOf(source.last24Hours),
    matterOf(source),
  ])
  return table(['SOURCE ID', 'SOURCE', 'LAST ACCEPTED', ...outcomes, ''], rows, outcomes)
}

/** What is known of one source, a line each. */
export function sourceText(source: SourceReport): string {
  const { silence, lag, last24Hours, total, lastKey, lastFailedPoll, failedPolls } = source
  const matter = matterOf(source)
  return [
    nameOf(source) + (matter === '' ? '' : ` (${matter})`),
    `last accepted ${source.lastAcceptedAt ?? 'never'}, last came ${source.lastDeliveryAt ?? 'never'}`,
    `expected ${silence.expectedIntervalMinutes === null ? 'nobody said how often' : `every ${counted(silence.expectedIntervalMinutes, 'minute')}`}`,
    ...(lag === null ? [] : [`half of its events came within ${lag.p50Seconds ?? 'more than 2592000'} s`]),
    ...(lastKey === null
      ? []
      : [`last key ${lastKey.keyId}${lastKey.endedAt === null ? '' : `, ended ${lastKey.endedAt}`}`]),
    ...(lastFailedPoll === null ? [] : [`last poll that failed ${lastFailedPoll.at}: ${lastFailedPoll.code}`]),
    ...(failedPolls.length === 0 ? [] : [`polls that failed within a day: ${failedText(failedPolls)}`]),
    '',
    table(
      ['EVENTS', ...outcomes],
      [
        ['within a day', ...countsOf(last24Hours)],
        ['ever', ...countsOf(total)],
      ],
      outcomes,
    ),
  ].join('\n')
}

/** What came, newest first. */
export function deliveriesText(deliveries: readonly Delivery[]): string {
  if (deliveries.length === 0) return 'Nothing came within eight days.'
  const rows = deliveries.map((delivery) => [
    delivery.minute,
    delivery.keyId,
    delivery.mode,
    String(delivery.requests),
    String(delivery.accepted),
    String(delivery.duplicate),
    String(delivery.conflict),
    delivery.refused.map(({ code, pointer, count }) => `${count} ${code} ${pointer}`).join(', '),
    delivery.leftOut.map(({ reason, count }) => `${count} ${reason}`).join(', '),
    failedText(delivery.failedPolls),
  ])
  const numbers = ['REQUESTS', 'ACCEPTED', 'DUPLICATE', 'CONFLICT']
  return table(['MINUTE', 'KEY', 'MODE', ...numbers, 'REFUSED', 'LEFT OUT', 'FAILED POLLS'], rows, numbers)
}

function failedText(polls: Delivery['failedPolls']): string {
  return polls.map(({ code, count }) => `${count} ${code}`).join(', ')
}

function nameOf({ source, settings }: SourceReport): string {
  return [source ?? '(no source known)', settings?.name].filter(Boolean).join(' ')
}

function countsOf({ accepted, duplicate, conflict, refused }: SourceReport['total']): string[] {
  return [accepted, duplicate, conflict, refused].map(String)
}

function matterOf({ silence, clock }: SourceReport): string {
  return [silence.isSilent ? 'silent' : '', clock.isAhead ? 'clock ahead' : ''].filter(Boolean).join(', ')
}
