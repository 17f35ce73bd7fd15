import { z } from 'zod'
import { pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { source } from '../source.ts'
import { delivery, signingSecretCreatedAt, signingSecretId, sourceReport, unknownSource } from '../source-report.ts'
import {
  deleteResponses,
  mayRead,
  mayWrite,
  pageRequestHeaders,
  pageResponses,
  preconditions,
  putResponses,
} from './configuration.ts'

/** A source in the path of an address, where its own slashes cannot stand. */
export const sourceId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits')
  .meta({
    description:
      'The source: the first 32 hexadecimal digits of the SHA-256 of its name, as `GET /v1/sources` lists it (`printf %s /ehr/smyrna | sha256sum | cut -c1-32`).',
    examples: ['0d58dcb11810203d1e538f8ad6a8d301'],
  })
const params = z.strictObject({ sourceId })
const seenParams = z.strictObject({
  sourceId: z
    .string()
    .regex(new RegExp(`^(?:[0-9a-f]{32}|${unknownSource})$`), '32 hexadecimal digits, or unknown')
    .meta({
      description: 'The source, as `GET /v1/sources` lists it; `unknown`: everything without a source we know.',
      examples: ['0d58dcb11810203d1e538f8ad6a8d301'],
    }),
})
export const listSources = defineOperation({
  id: 'listSources',
  method: 'get',
  path: '/v1/sources',
  summary: 'Sources, and what arrived from each',
  description: [
    'Every source that is configured or had an event accepted, in the order of their names. What came without a source we know is first,',
    'where there is any. Counts follow within about two seconds; those of the last second are lost when a',
    'process is killed (events never are: `storedEvents` of one source counts them, up to 100,000).',
  ].join(' '),
  tags: ['Sources'],
  scopes: mayRead,
  query: z.strictObject(pageQuery),
  requestHeaders: pageRequestHeaders,
  responses: pageResponses('SourceList', sourceReport),
})

export const getSource = defineOperation({
  id: 'getSource',
  method: 'get',
  path: '/v1/sources/{sourceId}',
  summary: 'One source',
  description: 'Its settings, and what was seen of it.',
  tags: ['Sources'],
  scopes: mayRead,
  params: seenParams,
  responses: {
    200: {
      description: 'The source.',
      body: sourceReport
        .safeExtend({
          storedEvents: z
            .int()
            .min(0)
            .meta({
              description: 'Its events in the store, counted for this answer, up to 100,000: exact below that.',
              'x-unit': 'events',
              examples: [480],
            }),
          storedEventsCapped: z.boolean().meta({
            description: 'Whether it has more than that; `total.accepted` then says how many came.',
            examples: [false],
          }),
        })
        .meta({ id: 'Source', description: 'What is known of one source.' }),
    },
  },
})

export const listSourceDeliveries = defineOperation({
  id: 'listSourceDeliveries',
  method: 'get',
  path: '/v1/sources/{sourceId}/deliveries',
  summary: 'Deliveries of a source',
  description: [
    'Newest first, one entry for each minute, key and way of sending; kept for eight days. Says what was refused and where in the event,',
    'never what was sent. `unknown` lists what came without a source we know: requests that could not be read, and events refused',
    'before anything of their source was ever accepted. For a feed it lists polls that failed, with the reason (`failedPolls`), but not',
    'polls that found nothing new.',
  ].join(' '),
  tags: ['Sources'],
  scopes: mayRead,
  params: seenParams,
  query: z.strictObject(pageQuery),
  requestHeaders: pageRequestHeaders,
  responses: pageResponses('DeliveryList', delivery),
})

export const putSource = defineOperation({
  id: 'putSource',
  method: 'put',
  path: '/v1/sources/{sourceId}',
  summary: 'Configure a source',
  description: [
    'Replaces all settings; the same again changes nothing. The source need not have been seen. Ingestion follows within five seconds. Who',
    'may write a source (`keyIds`), whether it must sign and whether its ids may be numbers protect your data: changing one of these',
    'three needs a key with `keys:admin` as well. An organization has at most 10,000 configured sources (409).',
  ].join(' '),
  tags: ['Sources'],
  scopes: mayWrite,
  params,
  requestHeaders: preconditions,
  body: { 'application/json': source },
  responses: putResponses,
})

export const deleteSource = defineOperation({
  id: 'deleteSource',
  method: 'delete',
  path: '/v1/sources/{sourceId}',
  summary: 'Remove the settings of a source',
  description:
    'Its signing secrets are deleted and its events are taken like any other source’s. What was seen of it stays. Where the settings protect your data (see PUT) the key needs `keys:admin` as well.',
  tags: ['Sources'],
  scopes: mayWrite,
  params,
  requestHeaders: preconditions,
  responses: deleteResponses,
})

export const createSigningSecret = defineOperation({
  id: 'createSigningSecret',
  method: 'post',
  path: '/v1/sources/{sourceId}/signing-secrets',
  summary: 'Add a signing secret',
  description: [
    'Shown in this answer and never again; kept sealed. A source has at most two, so that one can replace the other: add the new',
    'one, give it to the sender, delete the old one. A repeat adds another, or is refused (409) where there are two.',
  ].join(' '),
  tags: ['Sources'],
  scopes: ['keys:admin'],
  params,
  body: {
    'application/json': z
      .strictObject({
        secret: z
          .string()
          .max(128)
          .optional()
          .meta({
            description: 'One the sender gave you: `whsec_` and 24 to 64 bytes in base64. Absent: we make one.',
            examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
          }),
      })
      .meta({ id: 'SigningSecretToAdd', description: 'What secret to add.', examples: [{}] }),
  },
  responses: {
    201: {
      description: 'The secret was added and is shown this once.',
      body: z
        .strictObject({
          id: signingSecretId,
          createdAt: signingSecretCreatedAt,
          secret: z.string().meta({
            description: 'The secret. Keep it now: it is not shown again.',
            examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
          }),
        })
        .meta({ id: 'NewSigningSecret', description: 'A signing secret, shown once.' }),
    },
  },
})

export const deleteSigningSecret = defineOperation({
  id: 'deleteSigningSecret',
  method: 'delete',
  path: '/v1/sources/{sourceId}/signing-secrets/{secretId}',
  summary: 'Delete a signing secret',
  description:
    'What is signed with it is refused within five seconds. The last secret of a source that must sign stays.',
  tags: ['Sources'],
  scopes: ['keys:admin'],
  params: params.extend({ secretId: signingSecretId }),
  responses: deleteResponses,
})
