import { hkdfSync } from 'node:crypto'

/**
 * A key of 32 bytes for one purpose, out of a secret of the installation (HKDF-SHA-256, RFC 5869). Keys of different
 * purposes reveal nothing of each other, so a cookie's signature can never stand in for a sealed secret.
 */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
}
