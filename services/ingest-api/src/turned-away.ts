import { bodyRoomReasons, isOutage, TurnedAway } from '@sluice/service-kit'
import { PartlyStored } from './partly-stored.ts'

const details = {
  'events-waiting': 'More events wait to be stored than this process takes.',
  'events-of-organization': 'More events of your organization wait to be stored than may of one.',
  'waited-to-be-stored': 'The events waited too long for their turn to be stored: the database takes them slowly.',
  'streams-of-organization': 'Your organization has as many streams open as it may; wait until one has its last line.',
  'reading-of-all': 'As many long bodies wait to be read as this process takes.',
  'reading-of-organization': 'As many long bodies of your organization wait to be read as may.',
  'waited-to-be-read': 'The body waited too long for its turn to be read.',
} as const

export type TurnedAwayReason = keyof typeof details

const DATABASE_AWAY = 'database-away'
/** Everything a request is turned away for. */
export const turnedAwayReasons = [...Object.keys(details), ...bodyRoomReasons, DATABASE_AWAY]

/** A request for which there is no room, or no time, at the moment. */
export function turnedAway(reason: TurnedAwayReason): TurnedAway<TurnedAwayReason> {
  return new TurnedAway(reason, details[reason])
}

/** What a request was turned away for; null: it failed otherwise. */
export function turnedAwayFor(error: unknown): string | null {
  if (error instanceof TurnedAway) return error.reason
  if (error instanceof PartlyStored) return turnedAwayFor(error.cause)
  return isOutage(error) ? DATABASE_AWAY : null
}
