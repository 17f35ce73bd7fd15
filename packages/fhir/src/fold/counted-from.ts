import type { Resource } from '../resource.ts'

/**
 * From when a message is counted that says only when its resources changed last: right behind the newest start of a slot
 * between then and the receipt, since what has started is past; null where none has. Not from the receipt itself: between two
 * starts the same message is counted in the same way, and is the same event.
 */
export function countedFrom(resources: Iterable<Resource>, lastChange: string, receivedAt: Date): string | null {
  const receipt = receivedAt.toISOString()
  let newest: string | null = null
  // All are UTC with milliseconds, so texts compare as moments do.
  for (const resource of resources) {
    if (resource.resourceType !== 'Slot' || resource.startsAt >= receipt) continue
    if (resource.startsAt >= (newest ?? lastChange)) newest = resource.startsAt
  }
  return newest === null ? null : new Date(Date.parse(newest) + 1).toISOString()
}
