import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deriveKey } from './derive-key.ts'

/** Where a sealed value belongs. Opened anywhere else it is refused, so nobody can move it by copying a column. */
export interface SealedPlace {
  orgId: string
  /** What kind of secret it is: `source-signing-secret`. */
  kind: string
  /** The row it stands in. Its id, or ids, written as the caller likes but always the same. */
  objectId: string
}

export interface Sealer {
  /** Sealed with the current key: AES-256-GCM under a fresh nonce. The same value sealed twice looks different. */
  seal(value: string, place: SealedPlace): Buffer
  /** @throws UnsealError when it was altered, belongs elsewhere, or its key is not among ours any more */
  open(sealed: Buffer, place: SealedPlace): string
  /** Whether it was sealed with a previous key, so that sealing it again lets that key be dropped. */
  isOutdated(sealed: Buffer): boolean
}

/** Why a sealed value could not be opened. Reveals nothing of the value. */
export class UnsealError extends Error {
  readonly reason: 'unknown-key' | 'not-authentic'

  constructor(reason: UnsealError['reason']) {
    super(
      reason === 'unknown-key'
        ? 'A sealed secret was made with a key that SLUICE_SECRET_KEYS no longer holds.'
        : 'A sealed secret was altered, or does not belong where it stands.',
    )
    this.name = 'UnsealError'
    this.reason = reason
  }
}

// version (1) · which key (8) · nonce (12) · tag (16) · ciphertext
const VERSION = 1
const KEY_ID_AT = 1
const NONCE_AT = 9
const TAG_AT = 21
const TEXT_AT = 37

interface SealingKey {
  id: Buffer
  key: Buffer
}

/** Seals with the first of the installation's secrets and opens with any of them. */
export function createSealer(secrets: readonly string[]): Sealer {
  const keys = secrets.map(sealingKey)
  const [current] = keys
  if (current === undefined) throw new Error('sealing needs at least one secret key')
  const keyOf = (sealed: Buffer) => keys.find(({ id }) => id.equals(sealed.subarray(KEY_ID_AT, NONCE_AT)))
  return {
    seal: (value, place) => seal(current, value, place),
    open(sealed, place) {
      if (sealed.length < TEXT_AT || sealed[0] !== VERSION) throw new UnsealError('not-authentic')
      const key = keyOf(sealed)
      if (key === undefined) throw new UnsealError('unknown-key')
      return open(key, sealed, place)
    },
    isOutdated: (sealed) => keyOf(sealed) !== current,
  }
}

function sealingKey(secret: string): SealingKey {
  return {
    id: deriveKey(secret, 'sluice sealing key id').subarray(0, NONCE_AT - KEY_ID_AT),
    key: deriveKey(secret, 'sluice sealing'),
  }
}

function seal({ id, key }: SealingKey, value: string, place: SealedPlace): Buffer {
  // 96 random bits: safe for the 2^32 values that one key may seal (NIST SP 800-38D, 8.3), which secrets never reach.
  const nonce = randomBytes(TAG_AT - NONCE_AT)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(placeToBytes(place))
  const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([VERSION]), id, nonce, cipher.getAuthTag(), text])
}

function open({ key }: SealingKey, sealed: Buffer, place: SealedPlace): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(NONCE_AT, TAG_AT), { authTagLength: 16 })
    .setAAD(placeToBytes(place))
    .setAuthTag(sealed.subarray(TAG_AT, TEXT_AT))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(TEXT_AT)), decipher.final()]).toString('utf8')
  } catch {
    throw new UnsealError('not-authentic')
  }
}

/** As JSON, because joined by a sign two different places could read the same. */
function placeToBytes({ orgId, kind, objectId }: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([VERSION, orgId, kind, objectId]))
}
