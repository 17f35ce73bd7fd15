import { commonSettings, httpSettings, outboundSettings } from '@sluice/service-kit'
import { z } from 'zod'
import { actualsDays } from './actuals-days.ts'
import { unusedStateDays } from './unused-state-days.ts'
import { workerConcurrency } from './worker-concurrency.ts'

/** Settings of the worker. */
export const settingsSchema = z.object({
  ...commonSettings,
  ...httpSettings(8084),
  ...outboundSettings,
  WORKER_CONCURRENCY: workerConcurrency,
  UNUSED_STATE_DAYS: unusedStateDays,
  ACTUALS_DAYS: actualsDays,
})
