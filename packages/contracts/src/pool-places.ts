import { z } from 'zod'
import { identifier } from './identifier.ts'
import { refuseRepeated } from './repeated.ts'
import { share } from './share.ts'

const poolPlace = z.strictObject({
  locationId: identifier.meta({ description: 'Location of a cell of this pool.', examples: ['smyrna'] }),
  serviceLine: identifier.meta({ description: 'Service line of that cell.', examples: ['orthodontics'] }),
  organicBookings: z
    .number()
    .min(0)
    .max(1_000_000)
    .default(0)
    .meta({
      description: 'Bookings expected without advertising within the policy’s horizon.',
      'x-unit': 'bookings in the horizon',
      examples: [6],
    }),
  share: share.default(1).meta({
    description:
      'Share of the place’s headroom that this pool may count on; the shares of all pools together are at most 1.',
    'x-unit': 'share, 0 to 1',
    examples: [1],
  }),
})

export type PoolPlace = z.output<typeof poolPlace>

export const poolPlaces = z
  .array(poolPlace)
  .max(50_000)
  .superRefine((places, context) => refuseRepeated(places, context, { keyOf: placeKey, field: 'locationId' }))
  .default([])
  .meta({ description: 'The pool’s settings of its cells’ places; a place not listed has the defaults.' })

/** As a key of a map; `/` is in no id. */
export function placeKey({ locationId, serviceLine }: { locationId: string; serviceLine: string }): string {
  return `${locationId}/${serviceLine}`
}
