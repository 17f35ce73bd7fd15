import {
  type DatabaseTransaction,
  findEventKeys,
  findImplausibleSpend,
  findPoolsOfPlaces,
  insertEventKeys,
  readLocalDates,
  sharePlaceMap,
  upsertActuals,
  writeEvents,
} from '@sluice/database'
import { type ArrivedReport, withArrival } from './arrival.ts'
import type { KnownPlaces } from './known-places.ts'
import { PlaceMap, placesOf } from './place-map.ts'
import { type Circumstances, CLOCK_TOLERANCE_MS, type Refusal, refusalOf } from './refusal.ts'
import { keyText, type Report } from './report.ts'
import { reportToActuals } from './rows.ts'
import type { StoredEvent } from './stored-event.ts'

/** An event with what is known of it before anything is written. */
interface Weighed {
  report: ArrivedReport
  refusal: Refusal | null
  poolIds: readonly string[]
}

/** What the keys of a batch turned out to be: the new events, and the content kept under every key by now. */
interface Claimed {
  accepted: ReadonlySet<Weighed>
  keptContent: ReadonlyMap<string, string>
}

/**
 * The transaction's work, for events of any kind: also repeats, conflicts, what is refused by the clock, and actuals.
 * Each transaction takes its locks in this order, each kind sorted: the organization's place map (shared), its days by
 * channel, event keys, pools, state rows, actuals. So two of them may wait for one another, but never in a circle.
 * Pools are what two transactions most often have in common; the largest part, keys and log, is written before they are
 * locked.
 */
export async function storeReports(
  trx: DatabaseTransaction,
  orgId: string,
  reports: readonly Report[],
  known: KnownPlaces,
): Promise<StoredEvent[]> {
  const circumstances = await readCircumstances(trx, orgId, reports, known)
  const arrived = withArrival(reports, circumstances.now).map((report) => ({
    report,
    refusal: refusalOf(report, circumstances),
    poolIds: circumstances.places.poolsOf(report),
  }))
  const weighed = await refuseImplausible(trx, orgId, arrived)
  const claimed = await claimKeys(trx, orgId, weighed)
  const accepted = [...claimed.accepted]
  const revisions = await writeEvents(
    trx,
    orgId,
    accepted.map(({ report, poolIds }) => ({ event: report, poolIds })),
    {
      arrivals: accepted.map(({ report }) => report.receivedAt),
      poolIds: [...new Set(weighed.flatMap(({ poolIds }) => poolIds))],
    },
  )
  await upsertActuals(
    trx,
    orgId,
    accepted.flatMap(({ report }) => reportToActuals(report)),
  )
  return weighed.map((item) => outcomeOf(item, claimed, revisions))
}

async function readCircumstances(
  trx: DatabaseTransaction,
  orgId: string,
  reports: readonly Report[],
  known: KnownPlaces,
): Promise<Circumstances> {
  const { now, mapVersion } = await sharePlaceMap(trx, orgId)
  const wanted = placesOf(reports)
  const places = new PlaceMap(wanted, await findPoolsOfPlaces(trx, orgId, wanted))
  known.note(orgId, mapVersion, places)
  const dated = reports.filter(({ type }) => type === 'sluice.actuals.observed.v1')
  const locationIds = dated.map(({ locationId }) => locationId)
  const latest = new Date(now.getTime() + CLOCK_TOLERANCE_MS)
  const today = await readLocalDates(trx, orgId, { locationIds, now: latest })
  return { now, places, today }
}

/** Of the events that nothing else speaks against, those that report more spend for a day than can be believed. */
async function refuseImplausible(
  trx: DatabaseTransaction,
  orgId: string,
  weighed: readonly Weighed[],
): Promise<Weighed[]> {
  const ofMoney = weighed.flatMap((item) => {
    const spends = item.refusal === null ? reportToActuals(item.report) : []
    return spends.map((spend) => ({ item, spend }))
  })
  const spends = ofMoney.map(({ spend }) => spend)
  const indexes = await findImplausibleSpend(trx, orgId, spends)
  const implausible = new Set(indexes.map((index) => ofMoney[index]?.item))
  const refusal = { code: 'actuals-implausible', pointer: '/data/spendMinor' } as const
  return weighed.map((item) => (implausible.has(item) ? { ...item, refusal } : item))
}

async function claimKeys(trx: DatabaseTransaction, orgId: string, weighed: readonly Weighed[]): Promise<Claimed> {
  const firsts = new Map<string, Weighed>()
  for (const item of weighed) {
    if (item.refusal === null && !firsts.has(item.report.key)) firsts.set(item.report.key, item)
  }
  // In one order, so that two transactions wait for one another at worst.
  const wanted = [...firsts.keys()]
    .sort()
    .map((key) => firsts.get(key)?.report)
    .filter((report) => report !== undefined)
  const taken = new Set((await insertEventKeys(trx, orgId, wanted)).map(keyText))
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

function outcomeOf(item: Weighed, claimed: Claimed, revisions: ReadonlyMap<string, number>): StoredEvent {
  const { report, refusal, poolIds } = item
  const kept = claimed.keptContent.get(report.key)
  if (kept !== report.bodySha256) return refusal === null ? { outcome: 'conflict' } : { outcome: 'refused', ...refusal }
  return { outcome: claimed.accepted.has(item) ? 'accepted' : 'duplicate', pools: poolsAt(poolIds, revisions) }
}

/** Each of these pools with its revision; one that has none is left out. */
export function poolsAt(poolIds: readonly string[], revisions: ReadonlyMap<string, number>) {
  return poolIds.flatMap((poolId) => {
    const revision = revisions.get(poolId)
    return revision === undefined ? [] : [{ poolId, revision }]
  })
}
