import { Readable } from 'node:stream'
import { type EventLine, MAX_LISTED_LINES } from '@sluice/contracts'

type RefusedLine = Extract<EventLine, { kind: 'refused' }>
type Checkpoint = Extract<EventLine, { kind: 'checkpoint' }>
type LastLine = Extract<EventLine, { kind: 'summary' | 'aborted' }>

/** What may wait for a client that does not read: beyond it only the newest checkpoint is kept. */
const FULL_BYTES = 16_384

/**
 * The answer to a stream of events. Writing to it never waits and its size is bounded, however long the stream and whether or
 * not the client reads: 1,000 refused lines, one checkpoint, the end. So a client that writes all before it reads can
 * always finish writing.
 */
export class BackfillAnswer extends Readable {
  #listed = 0
  #checkpoint: Checkpoint | null = null

  /** Refused lines that were counted and not listed. */
  notListed = 0

  override _read(): void {
    if (this.#checkpoint) this.#write(this.#checkpoint)
    this.#checkpoint = null
  }

  refuse(line: RefusedLine): void {
    this.#listed += 1
    if (this.#listed <= MAX_LISTED_LINES) this.#write(line)
    else this.notListed += 1
  }

  checkpoint(line: Checkpoint): void {
    this.#checkpoint = line
    if (this.readableLength < FULL_BYTES) this._read()
  }

  end(line: LastLine): void {
    this.#checkpoint = null
    this.#write(line)
    this.push(null)
  }

  #write(line: EventLine): void {
    if (!this.destroyed) this.push(`${JSON.stringify(line)}\n`)
  }
}
