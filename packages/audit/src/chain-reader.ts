import type { AuditLine } from './audit-line.ts'
import { BEGINNING, hashEntry } from './hash-entry.ts'

/** Where a chain ends: its head. Kept apart from the log, it shows later whether entries were cut off at the end. */
export interface ChainEnd {
  seq: number
  hash: string
}

/** Where what was read begins. */
export interface ChainStart {
  seq: number
  /** Whether the hash that its first entry follows was noted earlier: then nothing was taken out between. */
  followsNoted: boolean
}

/** What is wrong, and with which entry. */
export interface ChainFault {
  seq: number
  message: string
}

/**
 * Follows the chain of one organization, entry by entry in order. It may begin in the middle (an export of a later
 * part); then nothing is known of what came before, and callers who care look at `start`. After a fault it goes on from
 * the entry as it stands, so that one change is reported once.
 */
export class ChainReader {
  readonly faults: ChainFault[] = []
  #start: ChainStart | undefined
  #end: ChainEnd | undefined
  #count = 0
  #hashes = new Set<string>()
  readonly #looksFor: ReadonlySet<string>

  /** @param looksFor hashes that the chain should hold, as noted earlier */
  constructor(looksFor: Iterable<string> = []) {
    this.#looksFor = new Set(looksFor)
  }

  get start(): ChainStart | undefined {
    return this.#start
  }

  get end(): ChainEnd | undefined {
    return this.#end
  }

  get count(): number {
    return this.#count
  }

  /** Reads the next entry. */
  read(entry: AuditLine): void {
    const fault = this.#faultOf(entry)
    if (fault !== undefined) this.faults.push({ seq: entry.seq, message: fault })
    this.#start ??= { seq: entry.seq, followsNoted: this.#looksFor.has(entry.prevHash) }
    if (this.#count === 0) this.#find(entry.prevHash)
    this.#count += 1
    this.#end = { seq: entry.seq, hash: entry.hash }
    this.#find(entry.hash)
  }

  #find(hash: string): void {
    if (this.#looksFor.has(hash)) this.#hashes.add(hash)
  }

  /** Which of the noted hashes were not there: the chain was cut off before them, or rewritten. */
  get missing(): string[] {
    return [...this.#looksFor].filter((hash) => !this.#hashes.has(hash))
  }

  #faultOf(entry: AuditLine): string | undefined {
    const before = this.#end ?? (entry.seq === 1 ? { seq: 0, hash: BEGINNING } : undefined)
    if (before !== undefined && entry.seq !== before.seq + 1) return gapText(before.seq, entry.seq)
    if (hashEntry(entry) !== entry.hash) return 'was changed: its content does not have its hash'
    if (before !== undefined && entry.prevHash !== before.hash) return 'is not linked to the entry before it'
    return undefined
  }
}

/** The fault of an entry that does not come right after the one before it; `before` 0: after none. */
export function gapText(before: number, seq: number): string {
  if (seq <= before) return `stands after entry ${before}: entries were reordered or repeated`
  const missing = seq - before - 1
  return missing === 1 ? `entry ${before + 1} before it is missing` : `${missing} entries before it are missing`
}
