import { type DeliveryRefusalCode, deliveryRefusalCode } from '@sluice/contracts'
import type { Delivered, DeliveredEvent } from '@sluice/ingestion'
import { Problem } from '@sluice/service-kit'

/** What of a body is in no event, so that it is not stored. */
export type Unused = Pick<Delivered, 'refusedLines' | 'leftOut'>

/** The outcome of one request, or of one part of a stream, while it is worked on. */
export interface RequestAccount {
  add(events: readonly DeliveredEvent[]): void
  addUnused(unused: Unused): void
}

/** Whose it is, and how it came. */
export type AccountedRequest = Omit<Delivered, 'events' | keyof Unused>

/**
 * Notes a request once, where it is answered, whether anything of it was of use or not: one that says nothing, so that
 * nothing is stored, came all the same. A request refused whole is noted with its code. One that failed by our fault is
 * noted if something of it was stored before.
 */
export async function accounted<T>(
  request: AccountedRequest,
  note: (delivered: Delivered) => void,
  work: (account: RequestAccount) => Promise<T>,
): Promise<T> {
  const events: DeliveredEvent[] = []
  const unused: Unused = {}
  const account: RequestAccount = {
    add: (more) => void events.push(...more),
    addUnused: (more) => void Object.assign(unused, more),
  }
  try {
    const answer = await work(account)
    note({ ...request, events, ...unused })
    return answer
  } catch (error) {
    if (events.length === 0) noteRefusal(request, note, error)
    else note({ ...request, events, ...unused })
    throw error
  }
}

/** Notes a request that is refused whole, with the code it is refused by; what fails by our fault is sent again. */
export function noteRefusal(request: AccountedRequest, note: (delivered: Delivered) => void, error: unknown): void {
  const code = refusalCodeOf(error)
  if (code !== null) note({ ...request, events: [{ outcome: 'refused', source: request.source, code, pointer: '' }] })
}

function refusalCodeOf(error: unknown): DeliveryRefusalCode | null {
  if (!(error instanceof Problem)) return null
  return deliveryRefusalCode.safeParse(error.code).data ?? null
}
