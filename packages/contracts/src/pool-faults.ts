import type { z } from 'zod'
import type { Policy } from './policy.ts'
import type { PoolCell } from './pool-cell.ts'
import type { PoolGroup } from './pool-groups.ts'
import { type PoolPlace, placeKey } from './pool-places.ts'

interface Parts {
  groups: readonly PoolGroup[]
  cells: readonly PoolCell[]
  places: readonly PoolPlace[]
  policy: Pick<Policy, 'platform'>
}

type Refuse = (path: (string | number)[], message: string) => void

/**
 * What is wrong between the parts of one pool: groups that are not there, places given twice, bounds without a whole
 * unit, a unit that leaves every cell nothing.
 */
export function refuseCellFaults(parts: Parts, context: z.RefinementCtx): void {
  const refuse: Refuse = (path, message) => context.addIssue({ code: 'custom', path, message })
  refuseUnknownGroups(parts, refuse)
  refuseSharedPlaces(parts.cells, refuse)
  refuseIdlePlaces(parts, refuse)
  refuseBoundsWithoutUnit(parts, refuse)
  refuseUnitAboveAll(parts, refuse)
}

function refuseUnknownGroups({ groups, cells }: Parts, refuse: Refuse): void {
  const known = new Set(groups.map(({ id }) => id))
  cells.forEach(({ groupId }, index) => {
    if (groupId !== null && !known.has(groupId)) refuse(['cells', index, 'groupId'], 'the id of a group of this pool')
  })
}

/**
 * A place is either one cell without channel or cells of different channels: otherwise its spend could not be told
 * apart.
 */
function refuseSharedPlaces(cells: readonly PoolCell[], refuse: Refuse): void {
  const channelsAt = new Map<string, Set<string | null>>()
  cells.forEach((cell, index) => {
    const channels = channelsAt.get(placeKey(cell)) ?? new Set()
    channelsAt.set(placeKey(cell), channels)
    if (channels.has(cell.channel)) refuse(['cells', index], 'another place or channel: a cell above is the same')
    else if (channels.size > 0 && (cell.channel === null || channels.has(null)))
      refuse(['cells', index, 'channel'], 'a channel in every cell of this place, or only one cell')
    channels.add(cell.channel)
  })
}

function refuseIdlePlaces({ cells, places }: Parts, refuse: Refuse): void {
  const used = new Set(cells.map(placeKey))
  places.forEach((place, index) => {
    if (!used.has(placeKey(place))) refuse(['places', index], 'the place of a cell of this pool')
  })
}

function refuseBoundsWithoutUnit({ groups, cells, policy }: Parts, refuse: Refuse): void {
  const { unitMinor } = policy.platform
  const message = 'room for a whole unitMinor of the policy’s platform between minimum and maximum'
  for (const [part, items] of [['groups', groups] as const, ['cells', cells] as const]) {
    items.forEach(({ minDailyBudgetMinor: min, maxDailyBudgetMinor: max }, index) => {
      if (max !== null && Math.ceil((min ?? 0) / unitMinor) > Math.floor(max / unitMinor))
        refuse([part, index, 'maxDailyBudgetMinor'], message)
    })
  }
}

/** Whole units hold at once, unasked [D6]: one that is more than any cell is set up with would take all of them to 0. */
function refuseUnitAboveAll({ cells, policy }: Parts, refuse: Refuse): void {
  const largest = cells.reduce((most, { baselineDailyBudgetMinor: minor }) => Math.max(most, minor), 1)
  if (cells.length > 0 && policy.platform.unitMinor > largest)
    refuse(['policy', 'platform', 'unitMinor'], `at most the largest baseline of the cells, ${largest}: else all get 0`)
}
