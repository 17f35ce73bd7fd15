import type { Resource } from '../resource.ts'
import type { Slot } from '../slot.ts'

/**
 * One of two versions of the same thing, whatever order they come in: the one changed last, if they say; else the one
 * that promises less; else the one whose text sorts first, so that the order never decides.
 */
export function chooseVersion<R extends Resource>(one: R, other: R): R {
  const byTime = compareTexts(other.updatedAt ?? '', one.updatedAt ?? '')
  const order = byTime || promise(one) - promise(other) || compareTexts(JSON.stringify(one), JSON.stringify(other))
  return order <= 0 ? one : other
}

/** Withdrawn promises least, then taken, then open with few. */
const statuses: readonly Slot['status'][] = ['entered-in-error', 'busy', 'busy-tentative', 'busy-unavailable', 'free']
const BEYOND_ANY_CAPACITY = 1_000_000

function promise(resource: Resource): number {
  if (resource.resourceType !== 'Slot') return resource.active ? 1 : 0
  const rank = 2 * statuses.indexOf(resource.status) + (resource.overbooked ? 0 : 1)
  return rank * BEYOND_ANY_CAPACITY + (resource.capacity ?? 1)
}

/** By UTF-16 code unit: the same on every machine. */
export function compareTexts(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
