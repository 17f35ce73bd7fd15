/** Addresses kept for one operation; pollers use few, and clients that turn pages many, each once. */
const MOST_ADDRESSES = 500
/** Longer ones hold cursors, which are used once. */
const LONGEST = 256

/** What an address says: its path's and its query's values, checked. */
export interface ReadAddress {
  params: unknown
  query: unknown
}

/**
 * Remembers what the addresses of an operation mean. The same address means the same again, and checking it takes a
 * tenth of the time of an answer that has nothing new. What was refused is not kept. Several requests share what is
 * kept: it is frozen.
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
