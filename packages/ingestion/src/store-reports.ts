import {
  bumpPools,
  type DatabaseTransaction,
  findEventKeys,
  findPoolsOfPlaces,
  insertEventKeys,
  insertEventPools,
  insertEvents,
  lockPools,
  readLocalDates,
  sharePlaceMap,
  upsertActuals,
  upsertPlaceState,
} from '@sluice/database'
import { PlaceMap, placesOf } from './place-map.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import { keyText, type Report } from './report.ts'
import { reportToActuals, reportToStateRows } from './rows.ts'
import type { StoredEvent } from './stored-event.ts'

/** An event with what is known of it before anything is written. */
interface Weighed {
  report: Report
  refusal: Refusal | null
  poolIds: string[]
}

/** What the keys of a batch turned out to be: the new events, and the content kept under every key by now. */
interface Claimed {
  accepted: ReadonlySet<Weighed>
  keptContent: ReadonlyMap<string, string>
}

/**
 * The transaction's work. Every one takes its locks in this order, each kind sorted: the organization's place map
 * (shared), pools, event keys, state rows. So two of them wait for one another at worst, and never in a circle.
 */
export async function storeReports(
  trx: DatabaseTransaction,
  orgId: string,
  reports: readonly Report[],
): Promise<StoredEvent[]> {
  const receivedAt = await sharePlaceMap(trx, orgId)
  const places = new PlaceMap(await findPoolsOfPlaces(trx, orgId, placesOf(reports)))
  const locationIds = reports.map(({ locationId }) => locationId)
  const today = await readLocalDates(trx, orgId, { locationIds, now: receivedAt })
  const weighed = reports.map((report) => ({
    report,
    refusal: refusalOf(report, { now: receivedAt, today, places }),
    poolIds: places.poolsOf(report),
  }))
  const revisions = await lockPools(trx, orgId, unique(weighed.flatMap(({ poolIds }) => poolIds)))
  const claimed = await claimKeys(trx, orgId, receivedAt, weighed)
  const bumped = await writeAccepted(trx, orgId, receivedAt, [...claimed.accepted], revisions)
  return weighed.map((item) => outcomeOf(item, claimed, bumped))
}

async function claimKeys(
  trx: DatabaseTransaction,
  orgId: string,
  receivedAt: Date,
  weighed: readonly Weighed[],
): Promise<Claimed> {
  const firsts = new Map<string, Weighed>()
  for (const item of weighed) {
    if (item.refusal === null && !firsts.has(item.report.key)) firsts.set(item.report.key, item)
  }
  const wanted = [...firsts.values()].map(({ report }) => report)
  const free = new Set((await insertEventKeys(trx, orgId, receivedAt, wanted.map(toKeyRow))).map(keyText))
  const accepted = new Set([...firsts.values()].filter(({ report }) => free.has(report.key)))
  // Also for refused events: a repeat of what was once accepted stays a duplicate.
  const others = new Map(
    weighed.filter(({ report }) => !free.has(report.key)).map(({ report }) => [report.key, report]),
  )
  const taken = await findEventKeys(trx, orgId, [...others.values()].map(toKeyRow))
  const keptContent = new Map(taken.map((row) => [keyText(row), row.bodySha256]))
  for (const { report } of accepted) keptContent.set(report.key, report.bodySha256)
  return { accepted, keptContent }
}

/** @returns the revision of each pool that has all accepted events in. */
async function writeAccepted(
  trx: DatabaseTransaction,
  orgId: string,
  receivedAt: Date,
  accepted: readonly Weighed[],
  revisions: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const bumped = new Map(revisions)
  for (const poolId of accepted.flatMap(({ poolIds }) => poolIds)) {
    const revision = revisions.get(poolId)
    if (revision !== undefined) bumped.set(poolId, revision + 1)
  }
  const reports = accepted.map(({ report }) => report)
  await insertEvents(trx, orgId, receivedAt, reports.map(toEventRow))
  await insertEventPools(
    trx,
    orgId,
    receivedAt,
    accepted.flatMap((item) => toPoolRows(item, bumped)),
  )
  await upsertPlaceState(trx, orgId, receivedAt, reports.flatMap(reportToStateRows))
  await upsertActuals(trx, orgId, reports.flatMap(reportToActuals))
  await bumpPools(
    trx,
    orgId,
    [...bumped.keys()].filter((poolId) => bumped.get(poolId) !== revisions.get(poolId)),
  )
  return bumped
}

function outcomeOf(item: Weighed, claimed: Claimed, revisions: ReadonlyMap<string, number>): StoredEvent {
  const { report, refusal, poolIds } = item
  const kept = claimed.keptContent.get(report.key)
  if (kept !== report.bodySha256) return refusal === null ? { outcome: 'conflict' } : { outcome: 'refused', ...refusal }
  const pools = poolIds.flatMap((poolId) => {
    const revision = revisions.get(poolId)
    return revision === undefined ? [] : [{ poolId, revision }]
  })
  return { outcome: claimed.accepted.has(item) ? 'accepted' : 'duplicate', pools }
}

function toKeyRow({ source, eventId, bodySha256 }: Report) {
  return { source, eventId, bodySha256 }
}

function toEventRow({ event: _event, key: _key, ...row }: Report) {
  return row
}

function toPoolRows({ report, poolIds }: Weighed, revisions: ReadonlyMap<string, number>) {
  return poolIds.flatMap((poolId) => {
    const revision = revisions.get(poolId)
    return revision === undefined ? [] : [{ poolId, revision, source: report.source, eventId: report.eventId }]
  })
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)]
}
