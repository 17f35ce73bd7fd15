import type { Event } from '@sluice/contracts'
import { makeCapacityEvent, makeEvent } from '@sluice/test-kit/makers'
import type { Random } from './random.ts'

/** Events of these clinics in the last hour, of several kinds and sources, in the order they were observed. */
export function makeEvents(
  random: Random,
  { count, prefix, clinics }: { count: number; prefix: string; clinics: readonly [string, ...string[]] },
): Event[] {
  const begin = Date.now() - 3_600_000
  return Array.from({ length: count }, (_, number) => {
    const attributes = {
      id: `${prefix}-${number}`,
      source: random.pick(['/ehr/a', '/ehr/b']),
      // Some share their moment; then the sequence tells.
      time: new Date(begin + Math.floor((number * 3_500_000) / count / 1_000) * 1_000).toISOString(),
      sequence: String(number).padStart(8, '0'),
    }
    return anyEvent(random, random.pick(clinics), attributes)
  })
}

function anyEvent(
  random: Random,
  locationId: string,
  attributes: { id: string; source: string; time: string; sequence: string },
): Event {
  const place = { locationId, serviceLine: 'orthodontics' }
  switch (random.below(6)) {
    case 0:
      return makeEvent('sluice.waitlist.observed.v1', { ...place, waitlistSize: random.below(20) }, attributes)
    case 1:
      return makeEvent(
        'sluice.intake.changed.v1',
        { locationId, acceptingNewPatients: random.below(4) > 0, reasonCode: 'other' },
        attributes,
      )
    default: {
      const figures = {
        newPatientSlotsTotal: 40,
        newPatientSlotsBooked: random.below(41),
        waitDays: random.below(40),
        waitKind: 'third_next_available' as const,
      }
      const { newPatientSlotsOpen: _, ...data } = makeCapacityEvent().data
      return makeEvent('sluice.capacity.observed.v1', { ...data, ...place, ...figures }, attributes)
    }
  }
}

/** The events in groups of random size, as different senders batch them. */
export function inBatches(random: Random, events: readonly Event[], largest = 60): Event[][] {
  const batches: Event[][] = []
  for (let from = 0; from < events.length; ) {
    const size = 1 + random.below(largest)
    batches.push(events.slice(from, from + size))
    from += size
  }
  return batches
}
