import { setImmediate } from 'node:timers/promises'

/**
 * What waits for somebody else, and what this thread works on meanwhile, begun once the first is on its way. Both come to their
 * end also where one fails: what is under way in a transaction must not go on after it.
 * @returns what was waited for. @throws what the work throws; else what the waiting failed of
 */
export async function sideBySide<T>(waiting: Promise<T>, work: () => void): Promise<T> {
  const [worked, waited] = await Promise.allSettled([setImmediate().then(work), waiting])
  if (worked.status === 'rejected') throw worked.reason
  if (waited.status === 'rejected') throw waited.reason
  return waited.value
}
