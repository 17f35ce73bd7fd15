import { setTimeout as wait } from 'node:timers/promises'
import { type Line, LineSplitter } from '@sluice/bytes'
import { Problem } from '@sluice/service-kit'

export interface LineSourceOptions {
  maxLineBytes: number
  /** A batch ends when it has this many lines or bytes, or when its first line waited this long. */
  maxLines: number
  maxBatchBytes: number
  flushMs: number
  /** A sender that ends no line for this long is given up, silent or not; what we take to store does not count. */
  idleMs: number
}

/** Lines of a body in batches, read no faster than they are taken. */
export class LineSource {
  readonly #chunks: AsyncIterator<Buffer>
  readonly #options: LineSourceOptions
  #stopped: Error | null = null
  /** Ends the wait that is under way. */
  #interrupt: (error: Error) => void = () => undefined
  #next: Promise<IteratorResult<Buffer>>

  constructor(body: AsyncIterable<Buffer>, options: LineSourceOptions) {
    this.#options = options
    this.#chunks = body[Symbol.asyncIterator]()
    this.#next = this.#read()
  }

  /** Ends the batches with an error, for instance because the process ends. */
  stop(error: Error): void {
    this.#stopped = error
    this.#interrupt(error)
  }

  /** Waits without reading, which the sender feels. @throws when stopped. */
  async pause(ms: number): Promise<void> {
    await this.#unlessStopped(wait(ms))
  }

  /** @throws when the sender is gone or silent, or when stopped. */
  async *batches(): AsyncGenerator<Line[]> {
    const { maxLineBytes, maxLines, maxBatchBytes } = this.#options
    const splitter = new LineSplitter(maxLineBytes)
    let batch = emptyBatch()
    let lineSince = performance.now()
    for (;;) {
      const arrived = await this.#arrival(this.#waitMs(batch, lineSince))
      if (arrived === null) {
        if (batch.lines.length === 0) throw new Problem('request-timeout', 'No line came to its end in time.')
        yield batch.lines
        batch = emptyBatch()
        lineSince = performance.now()
        continue
      }
      let hasEnded = false
      for (const line of arrived.done ? splitter.end() : splitter.push(arrived.value)) {
        hasEnded = true
        if (batch.lines.length === 0) batch.since = performance.now()
        batch.lines.push(line)
        batch.bytes += line.bytes?.length ?? 0
        if (batch.lines.length < maxLines && batch.bytes < maxBatchBytes) continue
        yield batch.lines
        batch = emptyBatch()
      }
      if (arrived.done) break
      if (hasEnded) lineSince = performance.now()
      this.#next = this.#read()
    }
    if (batch.lines.length > 0) yield batch.lines
  }

  /** Reads and drops what still comes, so that a sender that does not listen yet can finish and then listen. */
  async drain(forMs: number): Promise<void> {
    const until = performance.now() + forMs
    try {
      while (performance.now() < until) {
        const arrived = await withDeadline(this.#next, until - performance.now())
        if (arrived === null || arrived.done) return
        this.#next = this.#read()
      }
    } catch {
      // The sender is gone: nothing is left to read.
    }
  }

  #read(): Promise<IteratorResult<Buffer>> {
    const next = this.#chunks.next()
    // Awaited later, or never.
    next.catch(() => undefined)
    return next
  }

  /** Null: too late, also where something is there. @throws when stopped */
  async #arrival(ms: number): Promise<IteratorResult<Buffer> | null> {
    if (ms > 0) return this.#unlessStopped(withDeadline(this.#next, ms))
    if (this.#stopped) throw this.#stopped
    return null
  }

  async #unlessStopped<T>(promise: Promise<T>): Promise<T> {
    if (this.#stopped) throw this.#stopped
    // No race with a promise that lives as long as the stream: it would keep what every race brought until the end.
    const interrupted = Promise.withResolvers<never>()
    this.#interrupt = interrupted.reject
    return Promise.race([interrupted.promise, promise])
  }

  #waitMs({ lines, since }: Batch, lineSince: number): number {
    const { idleMs, flushMs } = this.#options
    return (lines.length === 0 ? lineSince + idleMs : since + flushMs) - performance.now()
  }
}

interface Batch {
  lines: Line[]
  bytes: number
  /** When its first line came. */
  since: number
}

function emptyBatch(): Batch {
  return { lines: [], bytes: 0, since: 0 }
}

async function withDeadline<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), ms)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
