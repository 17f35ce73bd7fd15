import { setTimeout as wait } from 'node:timers/promises'
import { inspect } from 'node:util'

export interface EventuallyOptions {
  timeoutMs?: number
  intervalMs?: number
}

type Attempt<T> = { value: T } | { error: unknown } | 'pending'

/**
 * Asks again and again until the answer is the wanted one, and returns it; a question that throws or hangs counts as
 * not yet. Tests use it to wait for what is promised instead of sleeping for as long as it took once. Half a minute by
 * default: nothing is lost where it comes sooner, and on a machine with a load of thirty five seconds are one.
 * @throws after the deadline, with the last answer.
 */
export async function eventually<T>(
  get: () => T | Promise<T>,
  isWanted: (value: T) => boolean,
  { timeoutMs = 30_000, intervalMs = 20 }: EventuallyOptions = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  let last: Attempt<T> = 'pending'
  do {
    const attempt: Attempt<T> = await within(deadline, get)
    if (attempt !== 'pending') last = attempt
    if (attempt !== 'pending' && 'value' in attempt && isWanted(attempt.value)) return attempt.value
    await wait(intervalMs)
  } while (Date.now() < deadline)
  throw gaveUp(last, timeoutMs)
}

async function within<T>(deadline: number, get: () => T | Promise<T>): Promise<Attempt<T>> {
  const patience = new AbortController()
  const tooLate = wait(Math.max(deadline - Date.now(), 0), 'pending' as const, { signal: patience.signal })
  const ask = async () => await get()
  const answer = ask().then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  const attempt = await Promise.race([answer, tooLate])
  tooLate.catch(() => undefined) // aborted below: we no longer wait for it
  patience.abort()
  return attempt
}

function gaveUp(last: Attempt<unknown>, timeoutMs: number): Error {
  const intro = `not within ${timeoutMs} ms; last seen:`
  if (last === 'pending') return new Error(`${intro} no answer at all`)
  if ('error' in last) return new Error(`${intro} ${String(last.error)}`, { cause: last.error })
  return new Error(`${intro} ${inspect(last.value, { depth: 5 })}`)
}
