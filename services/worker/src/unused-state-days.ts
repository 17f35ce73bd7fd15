import { z } from 'zod'

/**
 * Setting UNUSED_STATE_DAYS: the state of places that no cell has is removed once nothing was reported of them for this
 * many days.
 */
export const unusedStateDays = z
  .string()
  .regex(/^\d{1,3}$/, 'must be a whole number from 1 to 400')
  .transform(Number)
  .refine((days) => days >= 1 && days <= 400, 'must be a whole number from 1 to 400')
  .default(35)
