import { event, eventBatch } from '../event.ts'
import { eventStored, eventsStored } from '../event-answer.ts'
import { defineOperation } from '../operation.ts'

export const postEvents = defineOperation({
  id: 'postEvents',
  method: 'post',
  path: '/v1/events',
  summary: 'Report capacity, waiting lists, intake or actual spend',
  description: [
    'Takes CloudEvents 1.0, one or up to 1,000 at a time (each at most 64 KiB and 8 levels deep, a batch at most 5 MiB).',
    'The answer comes after the commit: an accepted event is never lost. Without an answer, or after 503, send it again: the',
    'pair of `source` and `id` is stored once. The organization is that of the key.',
  ].join(' '),
  tags: ['Events'],
  scopes: ['events:write'],
  body: {
    'application/cloudevents+json': event,
    'application/cloudevents-batch+json': eventBatch,
    'application/json': event,
  },
  bodyIsCheckedByHandler: true,
  bodyLimit: 5 * 1_048_576,
  responses: {
    200: { description: 'A batch: what became of each event, in the order sent.', body: eventsStored },
    202: { description: 'One event: stored. The plans follow within about a second.', body: eventStored },
  },
})
