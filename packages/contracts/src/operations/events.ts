import { z } from 'zod'
import { event, eventBatch, eventInBinaryMode } from '../event.ts'
import { eventStored, eventsStored } from '../event-answer.ts'
import { fhirBody, fhirQuery, fhirStored } from '../event-fhir.ts'
import { eventRequestHeaders, webhookAnswerHeaders, webhookQuestionHeaders } from '../event-headers.ts'
import { eventLine } from '../event-lines.ts'
import { csvBody, csvQuery, MAX_CSV_ROWS, rowsStored } from '../event-rows.ts'
import { defineOperation } from '../operation.ts'

export const postEvents = defineOperation({
  id: 'postEvents',
  method: 'post',
  path: '/v1/events',
  summary: 'Report capacity, waiting lists, intake or actual spend',
  description: [
    'Takes CloudEvents 1.0, one or up to 1,000 at a time (each at most 64 KiB and 8 levels deep, a batch at most 5 MiB).',
    'The answer comes after the commit: an accepted event is never lost. Without an answer, or after 503, send it again: each',
    'pair of `source` and `id` is stored once, and a repeat is answered as a duplicate. A 503 to more than 500 events may leave a',
    'part stored, as its `detail` says: send all of them again. The organization is that of the key. A request names at most 20',
    'sources that must sign (413 beyond).',
    '\n\nBinary mode: with `application/json` and the headers `ce-specversion`, `ce-id`, `ce-source`, `ce-type` and `ce-time` the body is',
    'the event’s `data`, and every other attribute is a header `ce-<name>`, percent-encoded as CloudEvents says.',
    '\n\nStreams: `application/x-ndjson`, one event a line of at most 64 KiB, of any length and duration, with a line at least every 30',
    'seconds; 16 at once from one organization (503 beyond). The answer is a stream as well: refused lines (the first 1,000), a',
    'checkpoint for each stored part, and a last line that is a summary or says where it was aborted. Send all again to resume.',
    `\n\nSpreadsheets: \`text/csv\`, at most 5 MiB, a header row and up to ${MAX_CSV_ROWS.toLocaleString('en')} rows, one place a row; the same row again is the same event.`,
    '\n\nSchedulers: FHIR R4 (`application/fhir+json`, or NDJSON with one resource a line) is counted by a mapping and stored as one',
    'capacity event for each place; at most 5 MiB, 20,000 entries and 24 levels.',
  ].join(' '),
  tags: ['Events'],
  scopes: ['events:write'],
  query: csvQuery.extend(fhirQuery),
  requestHeaders: eventRequestHeaders,
  body: {
    'application/cloudevents+json': event,
    'application/cloudevents-batch+json': eventBatch,
    'application/json': z.union([event, eventInBinaryMode]),
    'application/x-ndjson': event,
    'text/csv': csvBody,
    'application/fhir+json': fhirBody,
    'application/fhir+ndjson': fhirBody,
  },
  bodyIsCheckedByHandler: true,
  bodyLimit: 5 * 1_048_576,
  responses: {
    200: {
      description: 'A batch, a spreadsheet or FHIR: what became of each event, row or place. A stream: line by line.',
      body: z.union([eventsStored, rowsStored, fhirStored]),
      alternatives: { 'application/x-ndjson': eventLine },
    },
    202: { description: 'One event: stored. The plans follow within about a second.', body: eventStored },
  },
})

export const agreeToEvents = defineOperation({
  id: 'agreeToEvents',
  method: 'options',
  path: '/v1/events',
  summary: 'Whether webhooks may be sent here',
  description: [
    'The handshake of CloudEvents’ webhook specification: a sender that asks with `WebHook-Request-Origin` is told that it may.',
    'Nothing is called back and nothing of the question is kept; sending still needs a key.',
  ].join(' '),
  tags: ['Events'],
  scopes: [],
  requestHeaders: webhookQuestionHeaders,
  responses: { 204: { description: 'The consent, in headers, and what may be sent.', headers: webhookAnswerHeaders } },
})
