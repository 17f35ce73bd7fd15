import { randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'
const MADE_BYTES = 32
/** 24 to 64 bytes, as the specification asks; whole groups of four and padding where it is due. */
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
const LEAST_BYTES = 24
const MOST_BYTES = 64

/** A new secret of 256 random bits, `whsec_` and base64. */
export function makeSigningSecret(): string {
  return PREFIX + randomBytes(MADE_BYTES).toString('base64')
}

/** The bytes to sign with; null when the text is no secret of 24 to 64 bytes. The prefix may be left out. */
export function decodeSigningSecret(text: string): Buffer | null {
  const encoded = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text
  if (!base64.test(encoded)) return null
  const bytes = Buffer.from(encoded, 'base64')
  return bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES ? bytes : null
}
