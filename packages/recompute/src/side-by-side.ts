import { setImmediate } from 'node:timers/promises'

/** What may be waited for before the work it comes from is begun; never begun, it never comes. */
export interface Later<T> {
  result: Promise<T>
  /** What the work throws goes to its awaiter, and to nobody else. */
  begin(work: () => Promise<T>): void
}

export function later<T>(): Later<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  promise.catch(() => undefined)
  return { result: promise, begin: (work) => void (async () => work())().then(resolve, reject) }
}

/**
 * What waits for somebody else, and what this thread works on meanwhile, begun once the first is on its way. Both run
 * to their end even where one fails: what is under way in a transaction must not go on after it.
 * @returns what was waited for. @throws what the work throws; else what the waiting failed of
 */
export async function sideBySide<T>(waiting: Promise<T>, work: () => void): Promise<T> {
  const [worked, waited] = await Promise.allSettled([setImmediate().then(work), waiting])
  if (worked.status === 'rejected') throw worked.reason
  if (waited.status === 'rejected') throw waited.reason
  return waited.value
}
