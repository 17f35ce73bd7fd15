import { hashSecret, textToToken } from './token.ts'

export interface ReadToken {
  keyId: string
  secretSha256: Buffer
}

/** As many keys as may be in use at once; more than that are read anew. */
const MOST_TOKENS = 10_000

/**
 * Reads tokens and remembers what good ones say: parsing and hashing takes a fifth of the time of an answer that has nothing
 * new. Whether the key is still good is not remembered here. Only tokens that were found good are kept, so guessing fills nothing.
 */
export class TokenReader {
  readonly #known = new Map<string, ReadToken>()

  /** Null: not one of our keys, or one mistyped. */
  read(text: string): ReadToken | null {
    const known = this.#known.get(text)
    if (known) return known
    const token = textToToken(text)
    return token && { keyId: token.keyId, secretSha256: hashSecret(token.secret) }
  }

  remember(text: string, token: ReadToken): void {
    if (this.#known.has(text)) return
    const [oldest] = this.#known.keys()
    if (this.#known.size >= MOST_TOKENS && oldest !== undefined) this.#known.delete(oldest)
    this.#known.set(text, token)
  }
}
