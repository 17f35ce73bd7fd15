import { resolve } from 'node:path'
import { numericIdSources } from '@sluice/ingest-api'
import { commonSettings, httpSettings, outboundSettings } from '@sluice/service-kit'
import { actualsDays, unusedStateDays } from '@sluice/worker'
import { z } from 'zod'

const { SLUICE_SECRET_KEYS, DATABASE_URL, ...common } = commonSettings

/** `npm start` needs no setting: what a service must be told is made here and kept in the data folder. */
export const settingsSchema = z.object({
  ...common,
  ...httpSettings(8080),
  ...outboundSettings,
  DATABASE_URL: DATABASE_URL.optional(),
  SLUICE_SECRET_KEYS: SLUICE_SECRET_KEYS.unwrap().optional(),
  SLUICE_DATA_DIR: z
    .string()
    .default('.sluice')
    .transform((folder) => resolve(folder)),
  NUMERIC_ID_SOURCES: numericIdSources,
  UNUSED_STATE_DAYS: unusedStateDays,
  ACTUALS_DAYS: actualsDays,
  DASHBOARD_READ_ONLY: z
    .enum(['true', 'false'], 'must be true or false')
    .default('true')
    .transform((text) => text !== 'false'),
})

export type Settings = z.output<typeof settingsSchema>
