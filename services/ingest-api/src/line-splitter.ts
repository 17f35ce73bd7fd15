/** A line of a body; `bytes` is null where it was longer than allowed. */
export interface Line {
  /** From 1. */
  number: number
  bytes: Buffer | null
}

const LINE_FEED = 0x0a

/** Cuts chunks into lines as they come, holding no more than one line of the allowed length. */
export class LineSplitter {
  readonly #maxBytes: number
  #number = 0
  #begun: Buffer[] = []
  #begunBytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  *push(chunk: Buffer): Generator<Line> {
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

  #add(part: Buffer): void {
    this.#begunBytes += part.length
    if (this.#begunBytes > this.#maxBytes) this.#begun = []
    else if (part.length > 0) this.#begun.push(part)
  }

  #take(): Line {
    const bytes = this.#begunBytes > this.#maxBytes ? null : Buffer.concat(this.#begun)
    this.#begun = []
    this.#begunBytes = 0
    this.#number += 1
    return { number: this.#number, bytes }
  }
}
