import { isOutage, Problem } from '@sluice/service-kit'
import { PartlyStored } from './partly-stored.ts'

const details = {
  'events-waiting': 'More events wait to be stored than this process takes.',
  'events-of-organization': 'More events of your organization wait to be stored than may of one.',
  'waited-to-be-stored': 'The events waited too long for their turn to be stored: the database takes them slowly.',
  'bodies-of-all':
    'The bodies that are being sent or answered fill the room of this process; one of up to 1 MiB finds its own.',
  'bodies-of-organization':
    'The bodies that your organization is sending, or that are not answered yet, fill its room.',
  'streams-of-organization': 'Your organization has as many streams open as it may; wait until one has its last line.',
  'reading-of-all': 'As many long bodies wait to be read as this process takes.',
  'reading-of-organization': 'As many long bodies of your organization wait to be read as may.',
  'waited-to-be-read': 'The body waited too long for its turn to be read.',
} as const

export type TurnedAwayReason = keyof typeof details

const DATABASE_AWAY = 'database-away'
/** Everything a request is turned away for. */
export const turnedAwayReasons = [...Object.keys(details), DATABASE_AWAY]

/**
 * A request that is refused for what comes at the same time, and not for what it says; each cause is told as what it is. Nothing of
 * it was stored.
 */
export class TurnedAway extends Problem {
  readonly reason: TurnedAwayReason

  constructor(reason: TurnedAwayReason) {
    super('unavailable', `${details[reason]} Nothing of the request is stored: send it again.`, {
      headers: { 'retry-after': '1' },
    })
    this.reason = reason
  }
}

/** What a request was turned away for; null: it failed otherwise. */
export function turnedAwayFor(error: unknown): TurnedAwayReason | typeof DATABASE_AWAY | null {
  if (error instanceof TurnedAway) return error.reason
  if (error instanceof PartlyStored) return turnedAwayFor(error.cause)
  return isOutage(error) ? DATABASE_AWAY : null
}
