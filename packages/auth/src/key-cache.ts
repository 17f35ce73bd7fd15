import type { FoundApiKey } from '@sluice/database'

interface Entry {
  key: Promise<FoundApiKey | undefined>
  /** What came of it, once it has. */
  found?: FoundApiKey | undefined
  askedMs: number
}

export interface KeyCacheOptions {
  find: (keyId: string) => Promise<FoundApiKey | undefined>
  cacheMs: number
  /** Milliseconds by a clock that only goes forward. */
  elapsed: () => number
}

/** A stranger who tries many ids may not fill the memory; the oldest entries make room. */
const MAX_ENTRIES = 10_000

/** Keys by id for a short time, also the fact that there is none. Requests that come at once share one look-up. */
export class KeyCache {
  readonly #options: KeyCacheOptions
  readonly #entries = new Map<string, Entry>()

  constructor(options: KeyCacheOptions) {
    this.#options = options
  }

  /** @param maxAgeMs what is older than this is asked anew; at most `cacheMs` */
  get(keyId: string, maxAgeMs = this.#options.cacheMs): Promise<FoundApiKey | undefined> {
    const known = this.#entries.get(keyId)
    const ageMs = Math.min(maxAgeMs, this.#options.cacheMs)
    if (known && known.askedMs + ageMs > this.#options.elapsed()) return known.key
    return this.#ask(keyId)
  }

  /**
   * The key as `get` would answer it, if it is known already; undefined: ask `get`. The same row until it is read
   * again.
   */
  peek(keyId: string): FoundApiKey | undefined {
    const known = this.#entries.get(keyId)
    return known && known.askedMs + this.#options.cacheMs > this.#options.elapsed() ? known.found : undefined
  }

  /** The next caller gets it as it is then. */
  forget(keyId: string): void {
    this.#entries.delete(keyId)
  }

  #ask(keyId: string): Promise<FoundApiKey | undefined> {
    // The time counts from the question: the answer may be as old as that.
    const entry: Entry = { key: this.#options.find(keyId), askedMs: this.#options.elapsed() }
    this.#entries.delete(keyId)
    this.#entries.set(keyId, entry)
    this.#makeRoom()
    entry.key.then(
      (found) => {
        entry.found = found
      },
      () => {
        // A failure is not remembered.
        if (this.#entries.get(keyId) === entry) this.#entries.delete(keyId)
      },
    )
    return entry.key
  }

  #makeRoom(): void {
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest)
  }
}
