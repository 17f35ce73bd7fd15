import {
  bumpPools,
  type DatabaseTransaction,
  findEventKeys,
  findPoolsOfPlaces,
  insertEventKeys,
  insertEventPools,
  insertEvents,
  insertFreeEventKeys,
  lockPools,
  readLocalDates,
  sharePlaceMap,
  upsertActuals,
  upsertPlaceState,
} from '@sluice/database'
import { type ArrivedReport, withArrival } from './arrival.ts'
import { PlaceMap, placesOf } from './place-map.ts'
import { type Circumstances, type Refusal, refusalOf } from './refusal.ts'
import { keyText, type Report } from './report.ts'
import { reportToActuals, reportToStateRows } from './rows.ts'
import type { StoredEvent } from './stored-event.ts'

/** An event with what is known of it before anything is written. */
interface Weighed {
  report: ArrivedReport
  refusal: Refusal | null
  poolIds: string[]
}

/** What the keys of a batch turned out to be: the new events, and the content kept under every key by now. */
interface Claimed {
  accepted: ReadonlySet<Weighed>
  keptContent: ReadonlyMap<string, string>
}

/** How keys are claimed: `all` fails (isTakenKey) where one is taken. */
export type KeyClaim = 'all' | 'those that are free'

/**
 * The transaction's work. Every one takes its locks in this order, each kind sorted: the organization's place map
 * (shared), event keys, pools, state rows. So two of them wait for one another at worst, and never in a circle. Pools are
 * what two transactions most often have in common; the largest part, keys and log, is written before they are locked.
 */
export async function storeReports(
  trx: DatabaseTransaction,
  orgId: string,
  reports: readonly Report[],
  claim: KeyClaim,
): Promise<StoredEvent[]> {
  const now = await sharePlaceMap(trx, orgId)
  const circumstances = await readCircumstances(trx, orgId, reports, now)
  const weighed = withArrival(reports, now).map((report) => ({
    report,
    refusal: refusalOf(report, circumstances),
    poolIds: circumstances.places.poolsOf(report),
  }))
  const claimed = await claimKeys(trx, orgId, weighed, claim)
  await insertEvents(
    trx,
    orgId,
    [...claimed.accepted].map(({ report }) => report),
  )
  const revisions = await lockPools(trx, orgId, [...new Set(weighed.flatMap(({ poolIds }) => poolIds))])
  const bumped = await writeState(trx, orgId, [...claimed.accepted], revisions)
  return weighed.map((item) => outcomeOf(item, claimed, bumped))
}

async function readCircumstances(
  trx: DatabaseTransaction,
  orgId: string,
  reports: readonly Report[],
  now: Date,
): Promise<Circumstances> {
  const places = new PlaceMap(await findPoolsOfPlaces(trx, orgId, placesOf(reports)))
  const dated = reports.filter(({ type }) => type === 'sluice.actuals.observed.v1')
  const locationIds = dated.map(({ locationId }) => locationId)
  return { now, places, today: await readLocalDates(trx, orgId, { locationIds, now }) }
}

async function claimKeys(
  trx: DatabaseTransaction,
  orgId: string,
  weighed: readonly Weighed[],
  claim: KeyClaim,
): Promise<Claimed> {
  const firsts = new Map<string, Weighed>()
  for (const item of weighed) {
    if (item.refusal === null && !firsts.has(item.report.key)) firsts.set(item.report.key, item)
  }
  // In one order, so that two transactions wait for one another at worst.
  const wanted = [...firsts.keys()]
    .sort()
    .map((key) => firsts.get(key)?.report)
    .filter((report) => report !== undefined)
  const insert = claim === 'all' ? insertFreeEventKeys : insertEventKeys
  const taken = new Set((await insert(trx, orgId, wanted)).map(keyText))
  const accepted = new Map([...firsts].filter(([key]) => !taken.has(key)))
  // Also for refused events: a repeat of what was once accepted stays a duplicate.
  const others = new Map(
    weighed.filter(({ report }) => !accepted.has(report.key)).map(({ report }) => [report.key, report]),
  )
  const kept = await findEventKeys(trx, orgId, [...others.values()])
  const keptContent = new Map(kept.map((row) => [keyText(row), row.bodySha256]))
  for (const [key, { report }] of accepted) keptContent.set(key, report.bodySha256)
  return { accepted: new Set(accepted.values()), keptContent }
}

/** @returns the revision of each pool that has all accepted events in. */
async function writeState(
  trx: DatabaseTransaction,
  orgId: string,
  accepted: readonly Weighed[],
  revisions: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const bumped = new Map(revisions)
  for (const poolId of accepted.flatMap(({ poolIds }) => poolIds)) {
    const revision = revisions.get(poolId)
    if (revision !== undefined) bumped.set(poolId, revision + 1)
  }
  const reports = accepted.map(({ report }) => report)
  await insertEventPools(
    trx,
    orgId,
    accepted.flatMap((item) => toPoolRows(item, bumped)),
  )
  await upsertPlaceState(trx, orgId, reports.flatMap(reportToStateRows))
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

function toPoolRows({ report, poolIds }: Weighed, revisions: ReadonlyMap<string, number>) {
  const { source, eventId, receivedAt } = report
  return poolIds.flatMap((poolId) => {
    const revision = revisions.get(poolId)
    return revision === undefined ? [] : [{ poolId, revision, source, eventId, receivedAt }]
  })
}
