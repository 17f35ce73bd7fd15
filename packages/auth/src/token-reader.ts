import type { FoundApiKey } from '@sluice/database'
import type { Principal } from './principal.ts'
import { hashSecret, textToToken } from './token.ts'

export interface ReadToken {
  keyId: string
  secretSha256: Buffer
}

/** A token that was found good, and what it was good for. */
export interface ProvenToken extends ReadToken {
  /** The very row it was compared with: of another one it has to be asked again. */
  key: FoundApiKey
  /** Its secret is the one before the current one, which works for a while. */
  isPrevious: boolean
  principal: Principal
}

/** As many keys as may be in use at once; further ones are read again each time. */
const MOST_TOKENS = 10_000

/**
 * Reads tokens and remembers what good ones say: parsing and hashing takes a fifth of the time of an answer that has
 * nothing new. Whether the key is still in force, the caller asks. Only good tokens are kept, so guessing fills
 * nothing.
 */
export class TokenReader {
  readonly #known = new Map<string, ProvenToken>()

  /** Null: not one of our keys, or one mistyped. */
  read(text: string): ReadToken | null {
    const known = this.#known.get(text)
    if (known) return known
    const token = textToToken(text)
    return token && { keyId: token.keyId, secretSha256: hashSecret(token.secret) }
  }

  /** Undefined: it was not found good before, or too long ago. */
  proven(text: string): ProvenToken | undefined {
    return this.#known.get(text)
  }

  remember(text: string, token: ProvenToken): void {
    const [oldest] = this.#known.keys()
    if (this.#known.size >= MOST_TOKENS && oldest !== undefined && !this.#known.has(text)) this.#known.delete(oldest)
    this.#known.set(text, token)
  }
}
