import { z } from 'zod'

/** Headers of answers and requests, by the name they are written with. */
export const etagHeader = z.string().meta({
  description: 'Version of the answer. Send it back in If-None-Match: 304 says that nothing changed.',
  examples: ['W/"georgia.17"'],
})
export const cacheControlHeader = z.string().meta({
  description: 'Who may keep the answer, and for how long.',
  examples: ['private, no-cache'],
})
export const varyHeader = z.string().meta({
  description: 'What the bytes of the answer depend on: packed where gzip is accepted.',
  examples: ['accept-encoding'],
})
export const linkHeader = z.string().meta({
  description: 'RFC 8288; rel="first" is the first page, rel="next" the next one, absent on the last.',
  examples: [
    '</v1/pools/georgia/plans?limit=100&cursor=eyJsIjoicGxhbnMi>; rel="next", </v1/pools/georgia/plans?limit=100>; rel="first"',
  ],
})
export const computedRevisionHeader = z.string().meta({
  description:
    'The newest revision of the pool that was considered, also where it led to no new plan. Once it is at least the `revision` in an event’s answer, that event is in.',
  examples: ['42'],
})
export const retryAfterHeader = z.string().meta({
  description: 'When to ask again.',
  'x-unit': 'seconds',
  examples: ['1'],
})
export const rateLimitPolicyHeader = z.string().meta({
  description: 'What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit.',
  examples: ['"minute";q=60000;w=60, "day";q=20000000;w=86400'],
})
export const rateLimitHeader = z.string().meta({
  description: 'What is left of it: requests (`r`) until it starts again (`t`, seconds).',
  examples: ['"minute";r=59987;t=42, "day";r=19403122;t=51042'],
})
export const requestIdHeader = z.string().meta({
  description:
    'Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits.',
  examples: ['6b0b2b7c-6f0e-4b77-8f39-0e6d7f6a5b1c'],
})
export const wwwAuthenticateHeader = z.string().meta({
  description: 'On 401 and 403: what the key lacks (RFC 6750).',
  examples: ['Bearer realm="sluice", error="insufficient_scope", scope="plans:read"'],
})
export const ifNoneMatchHeader = z
  .string()
  .optional()
  .meta({
    description: 'ETag of the answer you have.',
    examples: ['W/"georgia.17"'],
  })

/** A header that some answers leave out; keeps its description, which `optional` alone would hide from the document. */
export function optionalHeader(header: z.ZodString): z.ZodOptional<z.ZodString> {
  return header.optional().meta({ ...header.meta() })
}
