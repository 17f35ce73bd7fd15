import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { EventLine } from '@sluice/contracts'
import type { StoredEvent } from '@sluice/ingestion'
import { isOutage, Problem } from '@sluice/service-kit'
import { toOutcomes } from './answers.ts'
import { BackfillAnswer } from './backfill-answer.ts'
import { LineSource, type LineSourceOptions } from './line-source.ts'
import type { Line } from './line-splitter.ts'
import { MAX_EVENT_BYTES, type ReadItem, type ReadOptions, readLine } from './read-body.ts'

export interface BackfillDeps {
  /** Asked per part: what is configured may change while a stream lasts. */
  options: () => Promise<ReadOptions>
  /** Asked before each part is stored: the key that opened the stream may have ended since. @throws Problem where it may not go on */
  admit: () => Promise<void>
  /** Resolves after the commit. */
  store: (items: readonly ReadItem[]) => Promise<StoredEvent[]>
  onFailure: (error: unknown) => void
}

interface Backfill extends BackfillDeps {
  source: LineSource
  answer: BackfillAnswer
}

interface NumberedItem {
  line: number
  item: ReadItem
}

/** While others' events wait to be stored: so often, a second apart. */
const PATIENCE = 30
/** How long a sender that is still writing may go on after we gave up, before it must read. */
const DRAIN_MS = 2_000
/** For the last bytes of an aborted answer to arrive. */
const CLOSE_MS = 500

export type StreamLimits = Omit<LineSourceOptions, 'maxLineBytes' | 'maxBatchBytes'>

/** The streams that are being read, so that they can be ended with a last line when the process ends. */
export class OpenStreams {
  readonly #limits: LineSourceOptions
  readonly #sources = new Set<LineSource>()

  constructor(limits: Partial<StreamLimits> = {}) {
    const defaults = { maxLines: 500, flushMs: 250, idleMs: 30_000 }
    this.#limits = { maxLineBytes: MAX_EVENT_BYTES, maxBatchBytes: 1_048_576, ...defaults, ...limits }
  }

  /** Begins to store the events of a body, one a line; the answer is read while it does. */
  open(body: Readable, deps: BackfillDeps): Readable {
    const source = new LineSource(body, this.#limits)
    const answer = new BackfillAnswer()
    this.#sources.add(source)
    void runBackfill({ ...deps, source, answer }).finally(() => {
      this.#sources.delete(source)
      // Whoever goes on writing after an answer that was aborted would hold the connection for ever.
      if (!body.readableEnded) answer.once('close', () => setTimeout(() => body.destroy(), CLOSE_MS).unref())
    })
    return answer
  }

  /** Ends them all; each answers where to resume. */
  stop(): void {
    for (const source of this.#sources) source.stop(new Problem('unavailable', 'The process ends.'))
  }
}

/**
 * Stores a stream of events batch by batch and says so line by line. Never throws: what goes wrong is the answer's last line,
 * with the last line that is stored for good.
 */
async function runBackfill(deps: Backfill): Promise<void> {
  const { source, answer } = deps
  const counts = { accepted: 0, duplicate: 0, refused: 0 }
  let line = 0
  try {
    for await (const lines of source.batches()) {
      const last = lines.at(-1)?.number ?? line
      await takeLines(deps, lines, counts)
      line = last
      answer.checkpoint({ kind: 'checkpoint', line, ...counts })
    }
    answer.end({ kind: 'summary', lines: line, ...counts, notListed: answer.notListed })
  } catch (error) {
    deps.onFailure(error)
    await source.drain(DRAIN_MS)
    answer.end({ kind: 'aborted', line, code: codeOf(error), ...counts })
  }
}

async function takeLines(
  deps: Backfill,
  lines: readonly Line[],
  counts: { accepted: number; duplicate: number; refused: number },
): Promise<void> {
  const options = await deps.options()
  const read = lines.flatMap((line) => toItem(line, options))
  const items = read.map(({ item }) => item)
  const outcomes = toOutcomes(items, await storePatiently(deps, items))
  for (const [index, outcome] of outcomes.entries()) {
    counts[outcome.status] += 1
    if (outcome.status !== 'refused') continue
    const { code, pointer } = outcome
    deps.answer.refuse({ kind: 'refused', line: read[index]?.line ?? 0, code, pointer: `#${pointer}` })
  }
}

function toItem({ number, bytes }: Line, options: ReadOptions): NumberedItem[] {
  const item = readLine(bytes, options)
  return item === null ? [] : [{ line: number, item }]
}

/** Not stored because others wait already: the stream waits as well, reading nothing, which its sender feels. */
async function storePatiently({ admit, store }: BackfillDeps, items: readonly ReadItem[]): Promise<StoredEvent[]> {
  for (let tried = 1; ; tried += 1) {
    await admit()
    try {
      return await store(items)
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'unavailable' || tried === PATIENCE) throw error
      await wait(1_000)
    }
  }
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
