import type { CapacityRow } from '@sluice/contracts'
import type { BudgetStep, CapacitySums, GateEpisode, GroupedRow, Grouping, WastedSums } from '@sluice/database'
import { destinationsOf, shareOf } from '@sluice/reporting'

/** What the parts of a capacity row are made of; each part may lack rows that another has. */
export interface CapacityParts {
  currency: string
  capacity: readonly CapacitySums[]
  wasted: readonly WastedSums[]
  episodes: readonly GateEpisode[]
  by: Grouping
}

/** Rows of the capacity report, by period and group. */
export function toCapacityRows({ currency, capacity, wasted, episodes, by }: CapacityParts): CapacityRow[] {
  const reclaimed = episodes.map((episode) => ({ ...episode, ...groupOf(episode, by) }))
  const groups = new Map([...capacity, ...wasted, ...reclaimed].map((row) => [groupKey(row), row]))
  const capacityOf = new Map(capacity.map((row) => [groupKey(row), row]))
  const wastedOf = new Map(wasted.filter((row) => row.currency === currency).map((row) => [groupKey(row), row]))
  const reclaimedOf = Map.groupBy(reclaimed, groupKey)
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { period, locationId, serviceLine }]) => ({
      period,
      locationId,
      serviceLine,
      currency,
      ...room(capacityOf.get(key)),
      ...waste(wastedOf.get(key)),
      reclaimedSpendMinor: Math.round(
        (reclaimedOf.get(key) ?? []).reduce((sum, { reclaimedMinor }) => sum + reclaimedMinor, 0),
      ),
    }))
}

function room(sums: CapacitySums | undefined) {
  if (sums === undefined) return { fillShare: null, idleOpeningsPerDay: null, idleCapacityValueMinor: null }
  const { days, slotsTotal, slotsOpen, idleDays, idleOpenings, idleValueMinor } = sums
  return {
    fillShare: shareOf(slotsTotal - slotsOpen, slotsTotal),
    idleOpeningsPerDay: idleDays === 0 ? null : shareOf(idleOpenings, days),
    idleCapacityValueMinor: idleDays === 0 ? null : Math.round(idleValueMinor),
  }
}

function waste(sums: WastedSums | undefined) {
  const { spendMinor = 0, wastedMinor = 0, wastedByCause } = sums ?? {}
  return {
    spendMinor,
    wastedSpendMinor: Math.round(wastedMinor),
    wastedShare: shareOf(wastedMinor, spendMinor),
    wastedWhileNotAcceptingMinor: Math.round(wastedByCause?.notAcceptingMinor ?? 0),
    wastedWhileFullMinor: Math.round(wastedByCause?.noHeadroomMinor ?? 0),
    wastedWhileWaitTooLongMinor: Math.round(wastedByCause?.waitMinor ?? 0),
  }
}

function groupOf({ locationId, serviceLine }: GateEpisode, by: Grouping) {
  return {
    locationId: by === 'location' || by === 'place' ? locationId : null,
    serviceLine: by === 'service_line' || by === 'place' ? serviceLine : null,
  }
}

/** Periods are ISO dates, and ids hold no spaces: the text sorts as its parts do. */
function groupKey({ period, locationId, serviceLine }: GroupedRow): string {
  return `${period} ${locationId ?? ''} ${serviceLine ?? ''}`
}

const mostDestinations = 50

/** Where the money of these episodes went, most first; the first fifty places. */
export function wentTo(episodes: readonly GateEpisode[], steps: readonly BudgetStep[]) {
  const places = new Map(
    steps.map(({ locationId, serviceLine }) => [placeText({ locationId, serviceLine }), { locationId, serviceLine }]),
  )
  const reclaimed = episodes.map(({ planNumber, reclaimedMinor }) => ({ planNumber, minor: reclaimedMinor }))
  const moved = steps.map((step) => ({ ...step, placeId: placeText(step) }))
  return destinationsOf(reclaimed, moved)
    .slice(0, mostDestinations)
    .map(({ placeId, minor }) => ({
      ...(places.get(placeId ?? '') ?? { locationId: null, serviceLine: null }),
      amountMinor: Math.round(minor),
    }))
    .filter(({ amountMinor }) => amountMinor > 0)
}

function placeText({ locationId, serviceLine }: { locationId: string; serviceLine: string }): string {
  return `${locationId} ${serviceLine}`
}

export const capacityColumns = [
  'period',
  'locationId',
  'serviceLine',
  'currency',
  'fillShare',
  'idleOpeningsPerDay',
  'idleCapacityValueMinor',
  'spendMinor',
  'wastedSpendMinor',
  'wastedShare',
  'wastedWhileNotAcceptingMinor',
  'wastedWhileFullMinor',
  'wastedWhileWaitTooLongMinor',
  'reclaimedSpendMinor',
] as const satisfies readonly (keyof CapacityRow)[]
