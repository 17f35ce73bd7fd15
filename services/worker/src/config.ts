import { commonSettings, httpSettings, outboundSettings } from '@sluice/service-kit'
import { z } from 'zod'
import { actualsDays } from './actuals-days.ts'
import { unusedStateDays } from './unused-state-days.ts'

/** Settings of the worker. */
export const settingsSchema = z.object({
  ...commonSettings,
  ...httpSettings(8084),
  ...outboundSettings,
  /** Recomputes at once in this process. Planning is one thread; more than a few only overlap waiting for PostgreSQL. */
  WORKER_CONCURRENCY: z
    .string()
    .regex(/^\d{1,2}$/, 'must be a whole number from 1 to 32')
    .transform(Number)
    .refine((count) => count >= 1 && count <= 32, 'must be a whole number from 1 to 32')
    .default(4),
  UNUSED_STATE_DAYS: unusedStateDays,
  ACTUALS_DAYS: actualsDays,
})
