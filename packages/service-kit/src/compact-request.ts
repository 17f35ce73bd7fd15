import { IncomingMessage } from 'node:http'
import { GrowingBytes } from '@sluice/bytes'
import { ReadingTurns } from './reading-turns.ts'

/** Beyond it, while nobody reads, the connection is read no further. */
const MOST_BYTES = 65_536
/** One read of a connection brings 64 KiB at most, of which some is what HTTP writes around the chunks. */
const READ_BYTES = 65_536
/**
 * Chunks of one round of the event loop beyond which the connection waits for its turn: half a millisecond of work. An
 * ordinary sender's are 1 to 4.
 */
const CROWD = 512

const turns = new ReadingTurns()

/**
 * A request whose body is handed on in pieces as large as they are read from the connection, not as they were sent. A
 * chunk of one byte is 6 bytes on the wire and 400 in memory: handed on as it came, a body of 5 MiB takes 2 GB wherever
 * it is put together, and 64 KiB that nobody reads yet 26 MB. Here it takes no more than its length. Connections that
 * send such chunks are read in turns: reading one takes 15 ms of the processor, which is spent once in a round of the
 * event loop and not once for each of them.
 */
export class CompactRequest extends IncomingMessage {
  /** What came since it was handed on: as it came while it is one piece. */
  #piece: Buffer | null = null
  readonly #pieces = new GrowingBytes(MOST_BYTES + READ_BYTES)
  #isHandingOn = false
  /** Chunks of the round that is under way, or was last. */
  #chunks = 0

  override push(chunk: unknown, encoding?: BufferEncoding): boolean {
    if (!Buffer.isBuffer(chunk)) {
      this.#handOn()
      return super.push(chunk, encoding)
    }
    this.#hold(chunk)
    if (this.#isHandingOn) this.#chunks += 1
    else {
      this.#isHandingOn = true
      this.#chunks = 1
      // Not the next tick: Node has one after each chunk.
      setImmediate(() => this.#endOfRound())
    }
    return this.#chunks <= CROWD && this.#heldBytes + this.readableLength < MOST_BYTES
  }

  override read(size?: number): unknown {
    const read: unknown = super.read(size)
    if (this.#heldBytes > 0 && this.readableLength === 0) process.nextTick(() => this.#handOnIfRead())
    return read
  }

  /** The connection is to be read on. */
  override _read(size: number): void {
    if (this.#chunks <= CROWD) super._read(size)
    else turns.take(() => super._read(size))
  }

  /** Bytes that are held here, beside those in the stream's own buffer. */
  get #heldBytes(): number {
    return this.#piece?.length ?? this.#pieces.length
  }

  #hold(chunk: Buffer): void {
    if (this.#heldBytes === 0) {
      this.#piece = chunk
      return
    }
    if (this.#piece) this.#pieces.add(this.#piece)
    this.#piece = null
    this.#pieces.add(chunk)
  }

  #endOfRound(): void {
    this.#isHandingOn = false
    this.#handOnIfRead()
  }

  /** What nobody reads yet stays here, in one piece, however many reads it took to come. */
  #handOnIfRead(): void {
    if (this.readableLength === 0) this.#handOn()
  }

  #handOn(): void {
    if (this.#heldBytes === 0) return
    const bytes = this.#piece ?? this.#pieces.take()
    this.#piece = null
    super.push(bytes)
  }
}
