import type { Readable } from 'node:stream'
import type { Line } from '@sluice/bytes'
import type { EventLine } from '@sluice/contracts'
import type { StoredEvent } from '@sluice/ingestion'
import { isOutage, Problem } from '@sluice/service-kit'
import { toOutcomes } from './answers.ts'
import { BackfillAnswer } from './backfill-answer.ts'
import { LineSource, type LineSourceOptions } from './line-source.ts'
import { MAX_EVENT_BYTES, type ReadItem, type ReadOptions, readLine } from './read-body.ts'

export interface BackfillDeps {
  /** Asked per part: what is configured may change while a stream lasts. */
  options: () => Promise<ReadOptions>
  /** Called before each part is stored: the key that opened the stream may have ended since. */
  admit: () => Promise<void>
  /** Resolves after the commit. */
  store: (items: readonly ReadItem[]) => Promise<StoredEvent[]>
  onFailure: (error: unknown) => void
}

interface Backfill extends BackfillDeps {
  source: LineSource
  answer: BackfillAnswer
  patience: Patience
}

/** How long a part waits for a database that is away, or for others' events to be stored. */
export interface Patience {
  /** In all, from the first time it could not be stored. */
  forMs: number
  /** Between two tries. */
  everyMs: number
  /** How often the sender is shown meanwhile that the stream is alive. */
  tellEveryMs: number
}

interface NumberedItem {
  line: number
  item: ReadItem
}

const defaultPatience: Patience = { forMs: 30_000, everyMs: 1_000, tellEveryMs: 5_000 }
/** How long a sender that is still writing may go on after we gave up, before it must read. */
const DRAIN_MS = 2_000
/** For the last bytes of an aborted answer to arrive. */
const CLOSE_MS = 500

export type StreamLimits = Omit<LineSourceOptions, 'maxLineBytes' | 'maxBatchBytes'>

/** The streams that are being read, so that they can be ended with a last line when the process ends. */
export class OpenStreams {
  readonly #limits: LineSourceOptions
  readonly #patience: Patience
  readonly #sources = new Set<LineSource>()

  constructor(limits: Partial<StreamLimits> = {}, patience: Partial<Patience> = {}) {
    const defaults = { maxLines: 500, flushMs: 250, idleMs: 30_000 }
    this.#limits = { maxLineBytes: MAX_EVENT_BYTES, maxBatchBytes: 1_048_576, ...defaults, ...limits }
    this.#patience = { ...defaultPatience, ...patience }
  }

  /** Begins to store the events of a body, one a line; the answer is read while it does. */
  open(body: Readable, deps: BackfillDeps): Readable {
    const source = new LineSource(body, this.#limits)
    const answer = new BackfillAnswer()
    this.#sources.add(source)
    void runBackfill({ ...deps, source, answer, patience: this.#patience }).finally(() => {
      this.#sources.delete(source)
      // A sender that goes on writing after an aborted answer would hold the connection for ever.
      if (!body.readableEnded) answer.once('close', () => setTimeout(() => body.destroy(), CLOSE_MS).unref())
    })
    return answer
  }

  /** Ends them all; each answers where to resume. */
  stop(): void {
    for (const source of this.#sources) source.stop(new Problem('unavailable', 'The process ends.'))
  }
}

interface Counts {
  accepted: number
  duplicate: number
  refused: number
}

/**
 * Stores a stream of events batch by batch and says so line by line. Never throws: what goes wrong is the answer's last line,
 * with the last line that is stored for good.
 */
async function runBackfill(deps: Backfill): Promise<void> {
  const { source, answer } = deps
  const counts: Counts = { accepted: 0, duplicate: 0, refused: 0 }
  let line = 0
  const tell = () => answer.checkpoint({ kind: 'checkpoint', line, ...counts })
  try {
    for await (const lines of source.batches()) {
      const last = lines.at(-1)?.number ?? line
      take(deps, await storePatiently(deps, lines, tell), counts)
      line = last
      tell()
    }
    answer.end({ kind: 'summary', lines: line, ...counts, notListed: answer.notListed })
  } catch (error) {
    deps.onFailure(error)
    await source.drain(DRAIN_MS)
    answer.end({ kind: 'aborted', line, code: codeOf(error), ...counts })
  }
}

interface StoredLines {
  read: readonly NumberedItem[]
  stored: readonly StoredEvent[]
}

function take({ answer }: Backfill, { read, stored }: StoredLines, counts: Counts): void {
  const outcomes = toOutcomes(
    read.map(({ item }) => item),
    stored,
  )
  for (const [index, outcome] of outcomes.entries()) {
    counts[outcome.status] += 1
    if (outcome.status !== 'refused') continue
    const { code, pointer, detail } = outcome
    answer.refuse({ kind: 'refused', line: read[index]?.line ?? 0, code, pointer: `#${pointer}`, detail })
  }
}

/**
 * Not stored, because the database is away or others wait already: the stream waits as well and reads nothing, which
 * its sender notices, and repeats the last checkpoint. What was stored while its answer was lost is then a duplicate of
 * itself.
 */
async function storePatiently(deps: Backfill, lines: readonly Line[], tell: () => void): Promise<StoredLines> {
  const { forMs, everyMs, tellEveryMs } = deps.patience
  const beganMs = performance.now()
  for (let toldMs = beganMs; ; ) {
    try {
      return await storeLines(deps, lines)
    } catch (error) {
      if (!passesByItself(error) || performance.now() - beganMs >= forMs) throw error
    }
    if (performance.now() - toldMs >= tellEveryMs) {
      tell()
      toldMs = performance.now()
    }
    await deps.source.pause(everyMs)
  }
}

async function storeLines({ options, admit, store }: Backfill, lines: readonly Line[]): Promise<StoredLines> {
  const known = await options()
  const read = lines.flatMap((line) => toItem(line, known))
  await admit()
  return { read, stored: await store(read.map(({ item }) => item)) }
}

function passesByItself(error: unknown): boolean {
  return isOutage(error) || (error instanceof Problem && error.code === 'unavailable')
}

function toItem({ number, bytes }: Line, options: ReadOptions): NumberedItem[] {
  const item = readLine(bytes, options)
  return item === null ? [] : [{ line: number, item }]
}

type AbortCode = Extract<EventLine, { kind: 'aborted' }>['code']

const told: readonly string[] = [
  'unavailable',
  'request-timeout',
  'unauthenticated',
  'forbidden',
  'too-many-requests',
] satisfies AbortCode[]

function codeOf(error: unknown): AbortCode {
  if (error instanceof Problem && isTold(error.code)) return error.code
  return isOutage(error) ? 'unavailable' : 'internal-error'
}

function isTold(code: string): code is AbortCode {
  return told.includes(code)
}
