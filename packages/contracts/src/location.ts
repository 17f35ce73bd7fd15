import { z } from 'zod'
import { timeZone } from './calendar.ts'
import { displayName } from './identifier.ts'

/** A clinic. PUT /v1/locations/{locationId}. */
export const location = z
  .strictObject({
    name: displayName.meta({ description: 'Name for people; appears in sentences of plans.', examples: ['Smyrna'] }),
    region: displayName
      .nullable()
      .default(null)
      .meta({ description: 'Region, for reports; null: none.', examples: ['Georgia'] }),
    timeZone: timeZone.meta({
      description:
        "IANA time zone. The clinic's local midnight is when a new day's ramp begins; a day under way as the zone changes ends at the later of the two midnights.",
      examples: ['America/New_York'],
    }),
  })
  .meta({
    id: 'LocationConfiguration',
    description: 'A clinic.',
    examples: [{ name: 'Smyrna', region: 'Georgia', timeZone: 'America/New_York' }],
  })

export type Location = z.output<typeof location>
