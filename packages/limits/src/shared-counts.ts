/** One count to be added to. */
export interface Increment {
  name: string
  amount: number
  /** After this nobody needs it any more. */
  ttlMs: number
}

/** Where the processes of an installation add up what each of them counted. */
export interface SharedCounts {
  /** Adds, and answers the totals in the same order. May fail or take its time: no request waits for it. */
  add(increments: readonly Increment[]): Promise<number[]>
  close(): void
}
