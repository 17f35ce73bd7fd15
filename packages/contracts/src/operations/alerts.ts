import { z } from 'zod'
import { alert } from '../alert.ts'
import { pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { mayRead, pageRequestHeaders, pageResponses } from './configuration.ts'

export const listAlerts = defineOperation({
  id: 'listAlerts',
  method: 'get',
  path: '/v1/alerts',
  summary: 'Open and closed alerts',
  description: [
    'Sources that fell silent, conflict or have a clock that runs ahead, feeds that fail or whose time stands still, keys that ended',
    'while their sender goes on with them, and pools that cannot be computed or will end their period far from their money. Newest',
    'first. The worker looks every 30 seconds. An alert closes by itself when its cause is gone; until then `details` is kept current.',
  ].join(' '),
  tags: ['Sources'],
  scopes: mayRead,
  query: z.strictObject({
    status: z
      .enum(['open', 'closed', 'all'])
      .default('open')
      .meta({ description: 'Which alerts to list.', examples: ['open'] }),
    ...pageQuery,
  }),
  requestHeaders: pageRequestHeaders,
  responses: pageResponses('AlertList', alert),
})
