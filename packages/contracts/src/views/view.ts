import { z } from 'zod'
import { identifier } from '../identifier.ts'
import { recommendation } from '../recommendation.ts'

/** What every line of a view begins with. */
export const viewLine = {
  poolId: identifier.meta({ description: 'The pool that pays.', examples: ['georgia'] }),
  planNumber: z
    .int()
    .min(1)
    .meta({ description: 'The plan it is out of.', examples: [17] }),
  cellId: recommendation.shape.cellId,
  label: recommendation.shape.label,
  locationId: recommendation.shape.locationId,
  serviceLine: recommendation.shape.serviceLine,
  channel: recommendation.shape.channel,
  currency: z.string().meta({ description: 'ISO 4217, of every amount of the line.', examples: ['USD'] }),
}

export const changeMinor = z.int().meta({
  description: 'What this plan moved: the amount now minus the one before; negative where money left.',
  'x-unit': 'minor units of currency a day',
  examples: [-37_800],
})
