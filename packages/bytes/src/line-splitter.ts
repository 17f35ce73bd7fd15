import { GrowingBytes } from './growing-bytes.ts'

/** A line of a body; `bytes` is null where it was longer than allowed. */
export interface Line {
  /** From 1. */
  number: number
  bytes: Buffer | null
}

const LINE_FEED = 0x0a

/** Cuts chunks into lines as they come, holding no more than one line of the allowed length, however small the chunks are. */
export class LineSplitter {
  readonly #maxBytes: number
  readonly #begun: GrowingBytes
  #number = 0
  /** Length of the line that has begun, also of what is not held because it is too long. */
  #begunBytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
    this.#begun = new GrowingBytes(maxBytes)
  }

  /** Bytes of memory that the line that has begun takes. */
  get heldBytes(): number {
    return this.#begun.heldBytes
  }

  *push(chunk: Uint8Array): Generator<Line> {
    let from = 0
    for (let to = chunk.indexOf(LINE_FEED); to !== -1; to = chunk.indexOf(LINE_FEED, from)) {
      this.#add(chunk.subarray(from, to))
      yield this.#take()
      from = to + 1
    }
    this.#add(chunk.subarray(from))
  }

  /** The last line, where no line feed ended it. */
  *end(): Generator<Line> {
    if (this.#begunBytes > 0) yield this.#take()
  }

  #add(part: Uint8Array): void {
    this.#begunBytes += part.length
    if (this.#begunBytes > this.#maxBytes) this.#begun.take()
    else this.#begun.add(part)
  }

  #take(): Line {
    const bytes = this.#begun.take()
    const isTooLong = this.#begunBytes > this.#maxBytes
    this.#begunBytes = 0
    this.#number += 1
    return { number: this.#number, bytes: isTooLong ? null : bytes }
  }
}
