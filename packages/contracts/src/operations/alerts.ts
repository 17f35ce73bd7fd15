import { z } from 'zod'
import { alert } from '../alert.ts'
import { listOf, pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { mayRead, pageHeaders, pageNotModified, pageRequestHeaders } from './configuration.ts'

export const listAlerts = defineOperation({
  id: 'listAlerts',
  method: 'get',
  path: '/v1/alerts',
  summary: 'What somebody should look at',
  description: [
    'Sources that fell silent, conflict or have a clock that runs ahead, and pools that cannot be computed. Newest first. The',
    'worker looks every 30 seconds; an alert closes by itself when its matter is over.',
  ].join(' '),
  tags: ['Sources'],
  scopes: mayRead,
  query: z.strictObject({
    status: z
      .enum(['open', 'closed', 'all'])
      .default('open')
      .meta({ description: 'Which.', examples: ['open'] }),
    ...pageQuery,
  }),
  requestHeaders: pageRequestHeaders,
  responses: {
    200: { description: 'One page.', body: listOf('AlertList', alert), headers: pageHeaders },
    304: pageNotModified,
  },
})
