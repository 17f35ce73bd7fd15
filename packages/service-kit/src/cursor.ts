import { z } from 'zod'
import { Problem } from './problem.ts'

/**
 * A list's cursor: opaque to callers, JSON inside. `version` counts its meaning, so that a cursor of an older release is
 * refused instead of misread; `list` keeps the cursor of one list from being used in another.
 */
export interface CursorCodec<T> {
  encode(position: T): string
  /** @throws Problem bad-cursor */
  decode(cursor: string): T
}

export function cursorCodec<T>(list: string, version: number, position: z.ZodType<T>): CursorCodec<T> {
  const envelope = z.strictObject({ l: z.literal(list), v: z.literal(version), p: position })
  return {
    encode: (p) => Buffer.from(JSON.stringify({ l: list, v: version, p })).toString('base64url'),
    decode: (cursor) => {
      const parsed = envelope.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
      if (parsed.success) return parsed.data.p
      throw new Problem('bad-cursor', 'The cursor is not one this list gave.', {
        errors: [{ pointer: '#/query/cursor', detail: 'a cursor of this list' }],
      })
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
