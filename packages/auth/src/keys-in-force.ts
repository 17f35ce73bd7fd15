export interface KeysInForceOptions {
  list: () => Promise<readonly string[]>
  cacheMs: number
  /** Milliseconds by a clock that only goes forward. */
  elapsed: () => number
}

/**
 * The ids of all keys in force, asked for once somebody has guessed too often and then at most once in `cacheMs`, however
 * many ids are asked about: a valid key works from any address, even right after a restart.
 */
export class KeysInForce {
  readonly #options: KeysInForceOptions
  #ids: Promise<ReadonlySet<string>> | undefined
  #askedMs = 0

  constructor(options: KeysInForceOptions) {
    this.#options = options
  }

  /** Rejects when the database does not answer. */
  async has(keyId: string): Promise<boolean> {
    const { elapsed, cacheMs } = this.#options
    if (this.#ids === undefined || this.#askedMs + cacheMs <= elapsed()) this.#ids = this.#ask()
    return (await this.#ids).has(keyId)
  }

  #ask(): Promise<ReadonlySet<string>> {
    this.#askedMs = this.#options.elapsed()
    const asked = this.#options.list().then((ids) => new Set(ids))
    asked.catch(() => {
      // A failure is not remembered.
      if (this.#ids === asked) this.#ids = undefined
    })
    return asked
  }
}
