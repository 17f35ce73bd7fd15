import { type NameRule, type Resolve, resolveChecked } from './resolve.ts'

/** A name server that is there answers within this time; the C library waits 5 s and more for one that is not. */
const USUAL_MS = 1_000

/**
 * Each look-up that hangs keeps one of the process's threads, which also look up PostgreSQL: a stuck name server must
 * not have more of them waiting than it leaves behind in a minute.
 */
const MAX_UNDECIDED = 12

/**
 * Judges names early, for a person who waits, and waits for no name server: a name that is not resolved within `ms`, or
 * while many others hang, passes. Nothing depends on it, since every connection is checked by itself.
 */
export function earlyCheck(resolve: Resolve, ms = USUAL_MS): (hostname: string, rule: NameRule) => Promise<void> {
  let undecided = 0
  return async (hostname, rule) => {
    if (undecided >= MAX_UNDECIDED) return
    undecided += 1
    const judging = resolveChecked(resolve, hostname, rule).finally(() => {
      undecided -= 1
    })
    await withinMs(judging, ms)
  }
}

/** Settles as the work does, or when the time is over; an error that comes later is dropped. */
async function withinMs(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  try {
    await Promise.race([work, over])
  } finally {
    clearTimeout(timer)
  }
}
