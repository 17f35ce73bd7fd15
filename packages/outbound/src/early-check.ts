import { type NameRule, type Resolve, resolveChecked } from './resolve.ts'

/** A name server that is there answers within it; the C library asks one that is not for 5 s and more. */
const USUAL_MS = 1_000

/**
 * Of the process's threads, which also look up PostgreSQL, each look-up that hangs keeps one: a stuck name server shall not
 * have more of them waiting than it leaves behind in a minute.
 */
const MAX_UNDECIDED = 12

/**
 * Judges names for a person who is told early, and keeps nobody waiting for a name server: a name that is not resolved within
 * `ms`, or while many others hang, passes. Nothing rests on it, every connection is checked by itself.
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

/** Settles as the work does, and when the time is over; an error that comes later is nobody's. */
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
