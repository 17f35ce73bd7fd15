/** Of one operation; pollers ask for few, and who turns pages for many, each once. */
const MOST_ADDRESSES = 500
/** Longer ones hold cursors, which nobody asks for twice. */
const LONGEST = 256

/** What an address says: its path's and its query's values, checked. */
export interface ReadAddress {
  params: unknown
  query: unknown
}

/**
 * What the addresses of an operation were found to say. The same address says the same again, and checking it takes as long as a
 * tenth of an answer that has nothing new. What was refused is not kept. Several requests share what is kept: it is frozen.
 */
export class KnownAddresses {
  readonly #known = new Map<string, ReadAddress>()

  /** @throws what `read` throws */
  read(address: string, read: () => ReadAddress): ReadAddress {
    const known = this.#known.get(address)
    if (known) return known
    const { params, query } = read()
    const found = { params: Object.freeze(params), query: Object.freeze(query) }
    if (address.length > LONGEST) return found
    if (this.#known.size >= MOST_ADDRESSES) this.#known.clear()
    this.#known.set(address, found)
    return found
  }
}
