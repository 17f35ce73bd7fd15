import { isSmallCount, reasonsBesideRoom } from '@sluice/planning'

/** What of a line says, or lets one work out, how many wait. */
interface Told {
  label: string
  waitlistSize: number | null
  headroom: number | null
  expectedBookingsPerDay: number | null
  nextDollarValueMinor: number | null
  nextSlotValueMinor: number | null
  reasons: readonly string[]
  sentence: string
}

/** A line of which this has been decided. */
export type Suppressed<L> = L & { isSmallCountHidden: boolean }

/**
 * The lines of one plan, none of which says or lets one work out a waiting list of 1 to 10 people; longer ones, and 0,
 * are shown. With the count goes what it could be worked out from: headroom is the open visits less a share of those
 * who wait; expected bookings are capped by headroom; the value of the next opening and the next amount depend on that
 * cap, and so do some reasons; sentences name all of these, also the headroom of the clinic that the money went to.
 * Decided budgets and gates stay: somebody who knows how a clinic's budget comes about may work out an approximation
 * from these.
 */
export function hideSmallCounts<L extends Told>(lines: readonly L[]): Suppressed<L>[] {
  if (!lines.some((line) => isSmallCount(line.waitlistSize))) return lines.map(shown)
  return lines.map((line) =>
    isSmallCount(line.waitlistSize) ? hidden(line) : shown({ ...line, sentence: withoutReceiver(line.sentence) }),
  )
}

function shown<L extends Told>(line: L): Suppressed<L> {
  return { ...line, isSmallCountHidden: false }
}

function hidden<L extends Told>(line: L): Suppressed<L> {
  return {
    ...line,
    waitlistSize: null,
    headroom: null,
    expectedBookingsPerDay: null,
    nextDollarValueMinor: null,
    nextSlotValueMinor: null,
    reasons: reasonsBesideRoom(line.reasons),
    sentence: `Few people wait at ${line.label}, so what in its budget depends on their number is left out.`,
    isSmallCountHidden: true,
  }
}

/** `…, mostly to Decatur, which has room for 4 more new patients.`: without what Decatur has. */
function withoutReceiver(sentence: string): string {
  return sentence.replace(/, which has (?:room for|an?|\d)[^,;.]*?(?:visits?|patients?|wait)\b/g, '')
}
