import { z } from 'zod'
import { timeZone } from './calendar.ts'
import { displayName, identifier } from './identifier.ts'

/** A tenant: one multi-site group. */
export const organization = z
  .strictObject({
    id: identifier.meta({ description: 'Chosen once; its keys belong to it.', examples: ['riverside'] }),
    name: displayName.meta({ description: 'Name for people.', examples: ['Riverside Dental'] }),
    timeZone: timeZone.meta({ description: 'IANA time zone of reports.', examples: ['America/New_York'] }),
  })
  .meta({ id: 'Organization', description: 'A tenant: one multi-site group.' })

export type Organization = z.output<typeof organization>
