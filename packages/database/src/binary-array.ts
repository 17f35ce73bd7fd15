/**
 * Types of which arrays are handed to PostgreSQL in its binary form, `array_recv` of the server: nothing to escape here and
 * nothing to take apart there. A moment written as text alone costs the server half a microsecond to read.
 */
export type ElementType = 'boolean' | 'text' | 'integer' | 'bigint' | 'date' | 'timestamptz' | 'bytea' | 'jsonb'

interface Element {
  /** Number of the type in pg_type; those of built-in types never change. */
  oid: number
  write: (value: unknown) => void
}

const HEADER_BYTES = 20
const NULL = -1
const TWO_TO_32 = 4_294_967_296
const DAY_MS = 86_400_000
/** PostgreSQL counts moments and days from 2000. */
const EPOCH_MS = Date.UTC(2000, 0, 1)
/** Shorter texts are written faster by us than by a call out of JavaScript. */
const SHORT_CHARS = 48

/** An array grows here and is then copied at its size. Never left half-written: nothing else runs meanwhile. */
let scratch = Buffer.allocUnsafe(65_536)
let end = 0

/** A value that is not of its column's type: PostgreSQL would refuse it, too. */
export class RefusedElement extends RangeError {}

/**
 * A parameter that is an array of these values; null and undefined are null.
 * @throws RefusedElement
 */
export function binaryArray(values: readonly unknown[], type: ElementType): Buffer {
  const { oid, write } = elements[type]
  end = 0
  makeRoom(HEADER_BYTES)
  writeInt32(1) // dimensions
  writeInt32(1) // may hold nulls
  writeInt32(oid)
  writeInt32(values.length)
  writeInt32(1) // lower bound
  for (const value of values) {
    makeRoom(12)
    if (value === null || value === undefined) writeInt32(NULL)
    else write(value)
  }
  return Buffer.from(scratch.subarray(0, end))
}

const elements: Readonly<Record<ElementType, Element>> = {
  boolean: {
    oid: 16,
    write: (value) => {
      writeInt32(1)
      scratch[end++] = value === true ? 1 : 0
    },
  },
  text: { oid: 25, write: (value) => writeText(String(value)) },
  integer: {
    oid: 23,
    write: (value) => writeInteger(Number(value)),
  },
  bigint: { oid: 20, write: (value) => writeInt64(Number(value)) },
  date: {
    oid: 1082,
    write: (value) => writeInteger((parsed(String(value)) - EPOCH_MS) / DAY_MS),
  },
  timestamptz: { oid: 1184, write: (value) => writeInt64(microseconds(String(value))) },
  bytea: {
    oid: 17,
    write: (value) => {
      const hex = String(value)
      makeRoom(4 + hex.length / 2)
      writeInt32(hex.length / 2)
      end += scratch.write(hex, end, 'hex')
    },
  },
  // Behind the version of its form.
  jsonb: { oid: 3802, write: (value) => writeText(String(value), 1) },
}

/** Most moments of an array are of the same millisecond as the one before. */
let latest = { millisecond: '', at: 0 }

/** Since 2000, of a moment in UTC with at most three or with six digits of a second. */
function microseconds(instant: string): number {
  const isFine = instant.length === 27
  const millisecond = isFine ? `${instant.slice(0, 23)}Z` : instant
  if (millisecond !== latest.millisecond) latest = { millisecond, at: parsed(millisecond) }
  return (latest.at - EPOCH_MS) * 1_000 + (isFine ? Number(instant.slice(23, 26)) : 0)
}

function parsed(instant: string): number {
  const at = Date.parse(instant)
  if (Number.isNaN(at)) throw new RefusedElement('not a moment in UTC')
  return at
}

/** A text by its bytes in UTF-8; `version`: a byte before them. */
function writeText(text: string, version?: number): void {
  makeRoom(5 + text.length * 3)
  const lengthAt = end
  end += 4
  if (version !== undefined) scratch[end++] = version
  if (!writeShortAscii(text)) end += scratch.write(text, end, 'utf8')
  scratch.writeInt32BE(end - lengthAt - 4, lengthAt)
}

/** @returns whether it was written. */
function writeShortAscii(text: string): boolean {
  if (text.length > SHORT_CHARS) return false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code > 127) return false
    scratch[end + at] = code
  }
  end += text.length
  return true
}

function writeInteger(value: number): void {
  if ((value | 0) !== value) throw new RefusedElement('not an integer of 32 bits')
  writeInt32(4)
  writeInt32(value)
}

function writeInt64(value: number): void {
  if (!Number.isSafeInteger(value)) throw new RefusedElement('not an integer that JavaScript holds')
  writeInt32(8)
  writeInt32(Math.floor(value / TWO_TO_32))
  // The lower half, whose first bit is no sign.
  writeInt32(value | 0)
}

function writeInt32(value: number): void {
  scratch[end] = value >> 24
  scratch[end + 1] = value >> 16
  scratch[end + 2] = value >> 8
  scratch[end + 3] = value
  end += 4
}

function makeRoom(bytes: number): void {
  if (end + bytes <= scratch.length) return
  const larger = Buffer.allocUnsafe(2 * (end + bytes))
  scratch.copy(larger, 0, 0, end)
  scratch = larger
}
