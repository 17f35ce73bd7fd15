import { z } from 'zod'
import {
  cacheControlHeader,
  computedRevisionHeader,
  etagHeader,
  ifNoneMatchHeader,
  linkHeader,
  requestIdHeader,
} from '../headers.ts'
import { identifier } from '../identifier.ts'
import { listOf } from '../list.ts'
import type { Scope } from '../operation.ts'

/** Who may change what is configured, and who may read it. */
export const mayWrite: readonly Scope[] = ['config:write']
export const mayRead: readonly Scope[] = ['plans:read', 'config:write']

export const version = z
  .int()
  .min(1)
  .meta({
    description: 'Counts the changes of this one; its ETag is this number in quotes.',
    examples: [3],
  })

export const configVersion = z
  .int()
  .min(0)
  .meta({
    description: 'Counts every change of the organization’s configuration; a plan names the one it was computed with.',
    examples: [41],
  })

/** What a change answers. */
export const configured = z
  .strictObject({
    version,
    configVersion,
    changed: z.boolean().meta({
      description: 'False: it was like this already, so nothing was written and nothing is computed.',
      examples: [true],
    }),
    pools: z
      .array(
        z.strictObject({
          poolId: identifier.meta({ description: 'A pool whose plan may change.', examples: ['georgia'] }),
          revision: z
            .int()
            .min(1)
            .meta({
              description: 'The plan has it once `Sluice-Computed-Revision` is at least this.',
              examples: [42],
            }),
        }),
      )
      .meta({
        description: 'Pools whose plans are being computed anew.',
        examples: [[{ poolId: 'georgia', revision: 42 }]],
      }),
  })
  .meta({ id: 'Configured', description: 'What a change of the configuration did.' })

const etag = z.string().meta({
  description: 'Version of what is configured. Send it in If-Match to change only what you have read.',
  examples: ['"3"'],
})

export const changeHeaders = z.strictObject({ etag, 'x-request-id': requestIdHeader })
const pageHeaders = z.strictObject({
  etag: etagHeader,
  'cache-control': cacheControlHeader,
  link: linkHeader.optional(),
  'x-request-id': requestIdHeader,
})
export const pageRequestHeaders = z.strictObject({ 'if-none-match': ifNoneMatchHeader })
/** Responses of a list that is read page by page. `name`: of the page, in the document. */
export function pageResponses<Item extends z.ZodType>(name: string, item: Item) {
  return {
    200: { description: 'A page of the list.', body: listOf(name, item), headers: pageHeaders },
    304: { description: 'Nothing has changed since the ETag you sent.', headers: pageHeaders },
  }
}

export const poolHeaders = changeHeaders.extend({ 'sluice-computed-revision': computedRevisionHeader })

/** Headers of PUT and DELETE. */
export const preconditions = z.strictObject({
  'if-match': z
    .string()
    .optional()
    .meta({
      description:
        'ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed.',
      examples: ['"3"'],
    }),
  'if-none-match': z
    .string()
    .optional()
    .meta({
      description: '`*`: only if it does not exist yet, else 412.',
      examples: ['*'],
    }),
})

export const putResponses = {
  200: { description: 'It existed and is now as given.', body: configured, headers: changeHeaders },
  201: { description: 'Created.', body: configured, headers: changeHeaders },
}

export const deleteResponses = {
  200: { description: 'Archived, or removed where nothing is kept of it.', body: configured, headers: changeHeaders },
}
