import {
  addressSettings,
  apiSettings,
  commonSettings,
  httpSettings,
  outboundSettings,
  proxySettings,
} from '@sluice/service-kit'
import { z } from 'zod'

/** Settings of the results API. */
export const settingsSchema = z.object({
  ...commonSettings,
  ...httpSettings(8082),
  ...proxySettings,
  ...addressSettings,
  ...apiSettings,
  ...outboundSettings,
})
