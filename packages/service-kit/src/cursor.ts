import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Problem } from './problem.ts'

/** The question to a list beside the page: path parameters and filters by name. Undefined filters do not count. */
export type CursorQuestion = Readonly<Record<string, string | undefined>>

/**
 * A list's cursor: opaque to callers, JSON inside. `version` counts its meaning, so that a cursor of an older release is
 * refused instead of misread; `list` keeps the cursor of one list from being used in another, and the question that of one
 * pool or filter from being used with another.
 */
export interface CursorCodec<T> {
  encode(position: T, question?: CursorQuestion): string
  /** @throws Problem bad-cursor */
  decode(cursor: string, question?: CursorQuestion): T
}

/** `parameter`: the one of the address in which callers send it; faults are reported there. */
export function cursorCodec<T>(
  list: string,
  version: number,
  position: z.ZodType<T>,
  parameter = 'cursor',
): CursorCodec<T> {
  const envelope = z.strictObject({ l: z.literal(list), v: z.literal(version), q: z.string(), p: position })
  return {
    encode: (p, question = {}) =>
      Buffer.from(JSON.stringify({ l: list, v: version, q: fingerprint(question), p })).toString('base64url'),
    decode: (cursor, question = {}) => {
      const parsed = envelope.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
      if (parsed.success && parsed.data.q === fingerprint(question)) return parsed.data.p
      throw new Problem('bad-cursor', 'The cursor is not one this list gave for these filters.', {
        errors: [
          { pointer: `#/query/${parameter}`, detail: 'a cursor of this list, with the filters it was given for' },
        ],
      })
    },
  }
}

/** Of the question, in whatever order; short, since a cursor travels in an address. */
function fingerprint(question: CursorQuestion): string {
  const asked = Object.entries(question)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 16)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
