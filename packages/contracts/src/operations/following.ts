import { z } from 'zod'
import { cacheControlHeader, requestIdHeader } from '../headers.ts'
import { defineOperation } from '../operation.ts'
import { poolId } from './plans.ts'

export const followPlan = defineOperation({
  id: 'followPlan',
  method: 'get',
  path: '/v1/pools/{poolId}/plan/stream',
  summary: 'Follow the plan in force',
  description:
    'Server-Sent Events (WHATWG HTML 9.2). Each event is `event: plan`, `id:` the `effectiveRevision` of what is in force and `data:` a PlanNews as JSON. The first says what is in force, unless `Last-Event-ID` shows that you have it; later ones come within about half a second. Changes are counted against the plan of your `Last-Event-ID` or of the event before, however many plans lie between: whoever reads slowly skips some and misses nothing. After a break, of whatever length and on whichever server, send `Last-Event-ID` and go on. A comment every 15 seconds keeps the line open. The stream ends when the key is revoked or expires, when the pool is archived (put again, it tells what is in force as to somebody who has nothing, whatever `Last-Event-ID` says), and when the server restarts; who does not read for 30 seconds is cut off. At most 20 streams a key and server: 429.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params: z.strictObject({ poolId }),
  requestHeaders: z.strictObject({
    'last-event-id': z
      .string()
      .optional()
      .meta({
        description: 'The `id` of the last event you have. Any other text counts as absent.',
        examples: ['20'],
      }),
  }),
  responses: {
    200: {
      description: 'Server-Sent Events, for as long as you listen.',
      mediaType: 'text/event-stream',
      body: z.string().meta({
        description: 'The stream. `x-events` says of each kind of event what its `data` holds as JSON.',
        examples: ['id: 21\nevent: plan\ndata: {"poolId":"georgia","effectiveRevision":21}\n\n'],
        'x-events': [{ event: 'plan', data: { $ref: '#/components/schemas/PlanNews' } }],
      }),
      headers: z.strictObject({ 'cache-control': cacheControlHeader, 'x-request-id': requestIdHeader }),
    },
  },
})
