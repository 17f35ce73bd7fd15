import { z } from 'zod'

/**
 * Plans are kept, and replayed, for 400 days; the oldest of them counts the money of its quarter and of the quarter
 * before, 184 days at most. Learning looks back 90 days, a report spans 400.
 */
const leastDays = 600
const mostDays = 36_500
const message = `must be a whole number from ${leastDays} to ${mostDays}: plans of the last 400 days count the money of their quarter and of the one before`

/** Setting ACTUALS_DAYS: reports of spend and bookings are removed once their day is this long past. */
export const actualsDays = z
  .string()
  .regex(/^\d{1,5}$/, message)
  .transform(Number)
  .refine((days) => days >= leastDays && days <= mostDays, message)
  .default(1_200)
