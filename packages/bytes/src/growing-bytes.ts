/** Where more comes than the first piece, the next buffer has this much at least. */
const LEAST_BYTES = 1_024

const none = Buffer.alloc(0)

/**
 * Bytes put together in one buffer as they come. It doubles when full, so that each byte is copied at most once more,
 * and never takes more than `mostBytes`. The pieces are not kept: Node needs some 400 bytes of memory for each, even
 * for one byte.
 */
export class GrowingBytes {
  readonly #mostBytes: number
  #held = none
  #length = 0

  /** @param mostBytes how many there will be at most; where it is known how many come: just these */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  get length(): number {
    return this.#length
  }

  /** Bytes of memory that are taken. */
  get heldBytes(): number {
    return this.#held.length
  }

  /** Copies a piece behind the others. @throws RangeError beyond `mostBytes` */
  add(piece: Uint8Array): void {
    const length = this.#length + piece.length
    if (length > this.#mostBytes) throw new RangeError('more bytes than there may be')
    if (length > this.#held.length) this.#grow(length)
    this.#held.set(piece, this.#length)
    this.#length = length
  }

  /** Returns all of them, which then belong to the caller, and starts over. */
  take(): Buffer {
    const taken = this.#held.subarray(0, this.#length)
    this.#held = none
    this.#length = 0
    return taken
  }

  /** At first as much as came: mostly that is all. */
  #grow(length: number): void {
    const doubled = Math.max(LEAST_BYTES, 2 * this.#held.length)
    const wanted = this.#held.length === 0 ? length : Math.min(this.#mostBytes, Math.max(length, doubled))
    const grown = Buffer.allocUnsafe(wanted)
    this.#held.copy(grown, 0, 0, this.#length)
    this.#held = grown
  }
}
