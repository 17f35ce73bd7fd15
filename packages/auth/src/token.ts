import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { numberToBase62, randomBase62 } from './base62.ts'

/**
 * `slc_<key id>_<secret>_<checksum>`. The prefix lets scanners find a key that leaked; the checksum (CRC-32) spares them
 * false alarms, and us a look-up for every guess. The key id is public; the secret has 131 random bits.
 */
export interface Token {
  keyId: string
  secret: string
}

const KEY_ID_LENGTH = 12
const SECRET_LENGTH = 22
const CHECKSUM_LENGTH = 6
const shape = /^(slc_([0-9A-Za-z]{12})_([0-9A-Za-z]{22}))_([0-9A-Za-z]{6})$/

export function makeToken(): Token {
  return { keyId: randomBase62(KEY_ID_LENGTH), secret: randomBase62(SECRET_LENGTH) }
}

export function tokenToText({ keyId, secret }: Token): string {
  const body = `slc_${keyId}_${secret}`
  return `${body}_${checksum(body)}`
}

/** Null: not one of our keys, or one mistyped. */
export function textToToken(text: string): Token | null {
  const [, body, keyId, secret, sum] = shape.exec(text) ?? []
  if (body === undefined || keyId === undefined || secret === undefined) return null
  return sum === checksum(body) ? { keyId, secret } : null
}

/** What is stored of a secret. It has 131 random bits, so a slow hash would add nothing but load. */
export function hashSecret(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}

function checksum(body: string): string {
  return numberToBase62(crc32(body), CHECKSUM_LENGTH)
}
