import { resolve } from 'node:path'
import { numericIdSources } from '@sluice/ingest-api'
import {
  addressSettings,
  apiSettings,
  commonSettings,
  httpSettings,
  outboundSettings,
  proxySettings,
} from '@sluice/service-kit'
import { actualsDays, unusedStateDays, workerConcurrency } from '@sluice/worker'
import { z } from 'zod'

const { SLUICE_SECRET_KEYS, DATABASE_URL, ...common } = commonSettings

/** `npm start` needs no setting: what a service must be told is made here and kept in the data folder. */
export const settingsSchema = z.object({
  ...common,
  ...httpSettings(8080),
  ...proxySettings,
  ...addressSettings,
  ...apiSettings,
  ...outboundSettings,
  DATABASE_URL: DATABASE_URL.optional(),
  SLUICE_SECRET_KEYS: SLUICE_SECRET_KEYS.unwrap().optional(),
  SLUICE_DATA_DIR: z
    .string()
    .default('.sluice')
    .transform((folder) => resolve(folder)),
  NUMERIC_ID_SOURCES: numericIdSources,
  WORKER_CONCURRENCY: workerConcurrency,
  UNUSED_STATE_DAYS: unusedStateDays,
  ACTUALS_DAYS: actualsDays,
  DASHBOARD_READ_ONLY: z
    .enum(['true', 'false'], 'must be true or false')
    .default('true')
    .transform((text) => text !== 'false'),
})

export type Settings = z.output<typeof settingsSchema>
