import { deliveryRefusalCode, leftOutReason } from '@sluice/contracts'
import type { Delivered, DeliveryLog, StoredEvent } from '@sluice/ingestion'
import { Counter, fromZero, Gauge, Histogram, type Registry } from '@sluice/service-kit'
import type { CommittedGroup, GroupCommit } from './group-commit.ts'
import type { BodyReader } from './reading/body-reader.ts'
import { turnedAwayReasons } from './turned-away.ts'

/** What this process counts of events. Labels never hold an id or a name of a customer. */
export interface IngestMetrics {
  countOutcomes: (stored: StoredEvent[]) => StoredEvent[]
  countDelivered: (delivered: Pick<Delivered, 'events' | 'refusedLines' | 'leftOut'>) => void
  /** A signing secret that could not be opened. */
  countUnreadable: () => void
  countTurnedAway: (reason: string) => void
  onCommitted: (group: CommittedGroup) => void
}

const outcomesOfEvents = { accepted: true, duplicate: true, conflict: true, refused: true } satisfies Record<
  StoredEvent['outcome'],
  true
>
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

export function createIngestMetrics(registry: Registry): IngestMetrics {
  const registers = [registry]
  const outcomes = new Counter({
    name: 'sluice_events_total',
    help: 'Events by what became of them; what the schema refused is in sluice_refusals_total.',
    labelNames: ['outcome'],
    registers,
  })
  const refusals = new Counter({
    name: 'sluice_refusals_total',
    help: 'Events, and requests whose body was not or could not be read or has refused lines of FHIR, by code, each code once a request; conflicts are outcomes.',
    labelNames: ['code'],
    registers,
  })
  const leftOuts = new Counter({
    name: 'sluice_left_out_total',
    help: 'For FHIR: slots that found no place, and places without a figure, by reason.',
    labelNames: ['reason'],
    registers,
  })
  const unreadable = new Counter({
    name: 'sluice_unreadable_secrets_total',
    help: 'Times that a signing secret of a source could not be opened with SLUICE_SECRET_KEYS; it is tried every few seconds.',
    registers,
  })
  const turnedAway = new Counter({
    name: 'sluice_turned_away_total',
    help: 'Requests turned away with 503, by what there was too much of, or what was away.',
    labelNames: ['reason'],
    registers,
  })
  const groupEvents = new Histogram({
    name: 'sluice_commit_events',
    help: 'Events that shared a transaction.',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000],
    registers,
  })
  const groupRequests = new Histogram({
    name: 'sluice_commit_requests',
    help: 'Requests that shared a transaction.',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250],
    registers,
  })
  const wait = new Histogram({
    name: 'sluice_commit_wait_seconds',
    help: 'How long the request that waited longest waited for its transaction to begin.',
    buckets: seconds,
    registers,
  })
  const store = new Histogram({
    name: 'sluice_store_seconds',
    help: 'From the beginning of a transaction of events to its commit, failures included.',
    buckets: seconds,
    registers,
  })
  fromZero(
    outcomes,
    Object.keys(outcomesOfEvents).map((outcome) => ({ outcome })),
  )
  fromZero(
    refusals,
    deliveryRefusalCode.options.map((code) => ({ code })),
  )
  fromZero(
    leftOuts,
    leftOutReason.options.map((reason) => ({ reason })),
  )
  fromZero(
    turnedAway,
    turnedAwayReasons.map((reason) => ({ reason })),
  )
  return {
    countOutcomes: (stored) => {
      for (const [outcome, those] of Map.groupBy(stored, (event) => event.outcome))
        outcomes.inc({ outcome }, those.length)
      return stored
    },
    countDelivered: ({ events, refusedLines = [], leftOut = {} }) => {
      for (const event of events) if (event.outcome === 'refused') refusals.inc({ code: event.code })
      for (const code of new Set(refusedLines.map((line) => line.code))) refusals.inc({ code })
      for (const [reason, count] of Object.entries(leftOut)) leftOuts.inc({ reason }, count)
    },
    countUnreadable: () => unreadable.inc(),
    countTurnedAway: (reason) => turnedAway.inc({ reason }),
    onCommitted: ({ events, requests, longestWaitMs, storeMs }) => {
      groupEvents.observe(events)
      groupRequests.observe(requests)
      wait.observe(longestWaitMs / 1_000)
      store.observe(storeMs / 1_000)
    },
  }
}

/** What waits in this process at the moment it is asked. */
export function watchWaiting(
  registry: Registry,
  { commits, deliveries, reader }: { commits: GroupCommit; deliveries: DeliveryLog; reader: BodyReader },
): void {
  const registers = [registry]
  new Gauge({
    name: 'sluice_waiting_events',
    help: 'Events that are held until they are stored; at 10,000 requests are turned away.',
    registers,
    collect() {
      this.set(commits.held.events)
    },
  })
  new Gauge({
    name: 'sluice_waiting_bytes',
    help: 'Their size; at 64 MiB requests are turned away.',
    registers,
    collect() {
      this.set(commits.held.bytes)
    },
  })
  new Gauge({
    name: 'sluice_reading_bodies',
    help: 'Spreadsheets and FHIR bodies that a thread reads or will read; at 16 they are turned away.',
    registers,
    collect() {
      this.set(reader.held)
    },
  })
  new Gauge({
    name: 'sluice_uncounted_deliveries',
    help: 'Deliveries that /v1/sources lacks since the start, because too much waited to be counted.',
    registers,
    collect() {
      this.set(deliveries.dropped)
    },
  })
}
