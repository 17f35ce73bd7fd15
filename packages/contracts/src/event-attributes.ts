import { z } from 'zod'
import { reportedInstant } from './instants.ts'

/** An event's `source`: any URI or path, but without `@`: a mailbox is a person's. */
export const eventSource = z
  .string()
  .regex(/^[A-Za-z0-9._~:/?#[\]!$&'()*+,;=%-]{1,256}$/, 'a URI reference of 1 to 256 characters, without @')

const eventId = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,128}$/, '1 to 128 letters, digits, dots, underscores, colons, hyphens')

/** Up to three ids: no room for a sentence or a name with spaces. */
const idPath = /^[A-Za-z0-9._-]{1,64}(?:[/|][A-Za-z0-9._-]{1,64}){0,2}$/

/** Any other label says, or leaves open, that the data is about people; data that is not PHI may still name someone. */
const ACCEPTED_CATEGORY = 'non-pii'

/**
 * Attributes every event may carry, and no others: a member without a name here would be a place to put a patient.
 * What is not needed to store an event (subject, partitionkey, traces, labels) is checked and dropped.
 */
export const eventAttributes = {
  specversion: z.literal('1.0').meta({ description: 'Version of CloudEvents.', examples: ['1.0'] }),
  id: eventId.meta({
    description:
      'With `source`, the identity of the event. The same pair with the same content is stored once; with other content it is refused.',
    examples: ['9f1c-0007'],
  }),
  source: eventSource.meta({ description: 'The system that reports.', examples: ['/ehr/smyrna'] }),
  time: reportedInstant.meta({
    description:
      'When this was true, not when it was sent. The newest wins; at most 5 minutes ahead of our clock. Milliseconds count.',
    examples: ['2026-11-22T08:59:30Z'],
  }),
  recordedtime: reportedInstant.optional().meta({
    description: 'When it was written down. Of two reports for one `time`, the later recorded wins.',
    examples: ['2026-11-22T08:59:31Z'],
  }),
  sequence: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, '1 to 64 letters, digits, dots, underscores or hyphens')
    .optional()
    .meta({
      description: 'Order among reports of one `time` and `recordedtime`, compared as text: pad numbers with zeros.',
      examples: ['0000000007'],
    }),
  datacontenttype: z
    .string()
    .regex(/^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i, 'application/json')
    .optional()
    .meta({ description: 'What `data` is.', examples: ['application/json'] }),
  dataschema: z
    .string()
    .regex(/^https?:\/\/[A-Za-z0-9._~:/%-]{1,240}$/, 'an absolute URI of at most 248 characters, without a query')
    .optional()
    .meta({ description: 'Accepted and not kept.', examples: ['https://sluice.example/schemas/capacity-v1'] }),
  subject: z
    .string()
    .regex(idPath, 'one to three ids, parted by / or |')
    .optional()
    .meta({ description: 'Accepted and not kept.', examples: ['smyrna/orthodontics'] }),
  partitionkey: z
    .string()
    .regex(idPath, 'one to three ids, parted by / or |')
    .optional()
    .meta({ description: 'Accepted and not kept.', examples: ['smyrna|orthodontics'] }),
  expirytime: reportedInstant.optional().meta({
    description: 'Accepted but not kept: the pool’s policy says how long a report counts.',
    examples: ['2026-11-29T08:59:30Z'],
  }),
  dataclassification: z
    .enum(['public', 'internal', 'confidential', 'restricted'])
    .optional()
    .meta({
      description: 'How the sender classifies the event. Not kept.',
      examples: ['internal'],
    }),
  dataregulation: z
    .string()
    .regex(
      /^ *(?:HIPAA|GDPR|CCPA|CPRA|PIPEDA)(?: *, *(?:HIPAA|GDPR|CCPA|CPRA|PIPEDA))* *$/,
      'a list of HIPAA, GDPR, CCPA, CPRA, PIPEDA',
    )
    .optional()
    .meta({ description: 'Regulations the sender works under. Not kept.', examples: ['HIPAA'] }),
  datacategory: z
    .string()
    .refine((category) => category.toLowerCase() === ACCEPTED_CATEGORY, {
      message: 'non-pii: events about persons are not accepted',
      params: { code: 'phi-not-accepted' },
    })
    .optional()
    .meta({
      description: 'Whether it is about people. Only `non-pii` is accepted, in any case. Not kept.',
      examples: ['non-pii'],
    }),
  traceparent: z
    .string()
    .regex(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/, 'a W3C traceparent')
    .optional()
    .meta({ description: 'Not kept.', examples: ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'] }),
  tracestate: z
    .string()
    .regex(/^[a-z0-9_\-*/@=,:;.+A-Z~]{0,512}$/, 'a W3C tracestate of at most 512 characters')
    .optional()
    .meta({ description: 'Not kept.', examples: ['vendor=00f067aa0ba902b7'] }),
}
