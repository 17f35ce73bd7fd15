import { commonSettings, httpSettings, outboundSettings } from '@sluice/service-kit'
import { z } from 'zod'

/** Settings of the results API. */
export const settingsSchema = z.object({ ...commonSettings, ...httpSettings(8082), ...outboundSettings })
