import { createHmac, timingSafeEqual, webcrypto } from 'node:crypto'
import { decodeSigningSecret } from './signing-secret.ts'

// Standard Webhooks 1.0.0, symmetric signatures (v1): https://www.standardwebhooks.com
//
// Written here rather than taken from the npm library `standardwebhooks` (1.1.1), which our tests use as the other side:
// it reads `1614265330abc` as a timestamp, decodes the body as UTF-8 before signing it, so that different bytes get one
// signature, reads the clock by itself, and works in plain JavaScript, which holds up the event loop over a body of 5 MiB.

/** How far the timestamp may be from our clock, either way. */
export const toleranceSeconds = 300

/** A request may carry a few signatures while secrets are rotated; more than this is no rotation. */
export const mostSignatures = 20

export interface WebhookHeaders {
  'webhook-id': string
  'webhook-timestamp': string
  'webhook-signature': string
}

export interface WebhookMessage {
  /** The same on every attempt; receivers use it to see a repeat. Holds no `.`, which divides the signed text. */
  id: string
  /** The moment of this attempt, renewed on every retry. */
  at: Date
  /** The bytes as they travel. */
  body: string | Uint8Array
}

export type SignatureFault =
  /** A header is missing, empty or there twice. */
  | 'missing'
  /** The timestamp is not digits only, or the id cannot be signed. */
  | 'malformed'
  /** More than five minutes old, or ahead. */
  | 'outside-tolerance'
  /** No signature of a version we know is made with one of the secrets over exactly this body. */
  | 'no-match'

export type WebhookVerdict =
  | { valid: true; id: string; by: readonly string[] }
  | { valid: false; fault: SignatureFault }

/**
 * The three headers of a signed message, one signature a secret in the order given: while a secret is replaced both sign.
 * @throws RangeError when there is no secret, one is not 24 to 64 bytes of base64, or the id is empty or holds a `.`
 */
export function signWebhook({ id, at, body }: WebhookMessage, secrets: readonly string[]): WebhookHeaders {
  if (!isSignable(id)) throw new RangeError('the id of a webhook must be visible characters without a "."')
  if (secrets.length === 0) throw new RangeError('a webhook needs a secret to be signed with')
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  const signatures = secrets.map(
    (secret) => `v1,${signature(secretBytes(secret), id, timestamp, body).toString('base64')}`,
  )
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}

/**
 * Which of the secrets signed exactly these bytes (`by`), within five minutes of now. A body is hashed once for each secret, on a
 * thread beside, so that a large one holds up nobody; without a signature to compare, not at all. Every comparison takes
 * the same time.
 * @throws RangeError when a secret of ours is not 24 to 64 bytes of base64
 */
export async function verifyWebhook(
  headers: Record<string, string | string[] | undefined>,
  body: Uint8Array,
  secrets: readonly string[],
  now: Date,
): Promise<WebhookVerdict> {
  const read = readHeaders(headers)
  if (read === null) return { valid: false, fault: 'missing' }
  const { id, timestamp, candidates } = read
  if (!isSignable(id) || !/^\d{1,12}$/.test(timestamp)) return { valid: false, fault: 'malformed' }
  const age = Math.floor(now.getTime() / 1_000) - Number(timestamp)
  if (Math.abs(age) > toleranceSeconds) return { valid: false, fault: 'outside-tolerance' }
  const keys = secrets.map(secretBytes)
  const by: string[] = []
  if (candidates.length > 0 && keys.length > 0) {
    const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])
    for (const [at, key] of keys.entries()) {
      const expected = await signatureAside(key, content)
      if (candidates.filter((candidate) => isEqual(candidate, expected)).length > 0) by.push(secrets[at] ?? '')
    }
  }
  return by.length > 0 ? { valid: true, id, by } : { valid: false, fault: 'no-match' }
}

function readHeaders(headers: Record<string, string | string[] | undefined>) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return null
  if (id === '' || timestamp === '' || signatures === '') return null
  return { id, timestamp, candidates: signatures.split(' ').slice(0, mostSignatures).flatMap(signatureBytes) }
}

/** The bytes of a `v1` entry. Other versions are passed over, as the specification asks: a sender may offer several. */
function signatureBytes(entry: string): Buffer[] {
  const [, encoded] = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(entry) ?? []
  return encoded === undefined ? [] : [Buffer.from(encoded, 'base64')]
}

function isEqual(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Over the header as it stands, not over a number read from it: `1614265330abc` is not what was signed. */
function signature(key: Buffer, id: string, timestamp: string, body: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
}

/** The same, computed in Node's pool of threads: `createHmac` would hold up the event loop for as long as it hashes. */
async function signatureAside(key: Buffer, content: Uint8Array): Promise<Buffer> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await webcrypto.subtle.importKey('raw', key, algorithm, false, ['sign'])
  return Buffer.from(await webcrypto.subtle.sign('HMAC', imported, content))
}

function secretBytes(secret: string): Buffer {
  const bytes = decodeSigningSecret(secret)
  if (bytes === null) throw new RangeError('a signing secret must be whsec_ and 24 to 64 bytes in base64')
  return bytes
}

function isSignable(id: string): boolean {
  return /^[\x21-\x2d\x2f-\x7e]{1,256}$/.test(id)
}
