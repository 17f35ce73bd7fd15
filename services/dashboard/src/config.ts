import { addressSettings, commonSettings, httpSettings, proxySettings } from '@sluice/service-kit'
import { z } from 'zod'

/** Settings of the dashboard. */
export const settingsSchema = z.object({
  ...commonSettings,
  ...httpSettings(8083),
  ...proxySettings,
  ...addressSettings,
  /** Only `false` lets people retry, promote and remove single jobs of their organization; the queue as a whole never. */
  DASHBOARD_READ_ONLY: z
    .enum(['true', 'false'], 'must be true or false')
    .default('true')
    .transform((text) => text !== 'false'),
})
