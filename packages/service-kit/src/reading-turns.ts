/** One at a time, in the order of asking, each in a round of the event loop of its own. */
export class ReadingTurns {
  readonly #waiting: (() => void)[] = []

  /** Calls back in a later round: at once where nobody waits, after all who do. */
  take(callback: () => void): void {
    this.#waiting.push(callback)
    if (this.#waiting.length === 1) setImmediate(() => this.#next())
  }

  #next(): void {
    this.#waiting.shift()?.()
    if (this.#waiting.length > 0) setImmediate(() => this.#next())
  }
}
