import { apiSettings, commonSettings, httpSettings, proxySettings } from '@sluice/service-kit'
import { z } from 'zod'
import { numericIdSources } from './numeric-ids.ts'

/** Settings of the ingestion API. */
export const settingsSchema = z.object({
  ...commonSettings,
  ...httpSettings(8081),
  ...proxySettings,
  ...apiSettings,
  /** Connections to PostgreSQL; one organization's events use two at a time. */
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(100).default(10),
  NUMERIC_ID_SOURCES: numericIdSources,
})
