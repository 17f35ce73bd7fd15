/**
 * A count within windows that follow each other (this minute, this day). What was counted here is known at once; what
 * all processes counted together is known from the last answer of the shared store. Windows are those of a wall clock,
 * since processes share no other. A clock that is set back or forward begins another window, which is counted from
 * nothing: a key that has used up one is free at once, and nobody waits longer than a window lasts.
 */
export class WindowCount {
  readonly #windowMs: number
  #index = 0
  /** The count of all processes, ours included, as far as it is known. */
  #known = 0
  /** Counted here and not sent yet. */
  #untold = 0
  /** Told, not yet answered. */
  #asked = 0

  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  /** What was counted in the window of this moment. */
  used(atMs: number): number {
    this.#turn(atMs)
    return this.#known + this.#asked + this.#untold
  }

  add(amount: number, atMs: number): void {
    this.#turn(atMs)
    this.#untold += amount
  }

  /** Takes what is to be sent to the others; 0: nothing. Answer it with `told` or `failed`. */
  take(atMs: number): { index: number; amount: number } {
    this.#turn(atMs)
    const amount = this.#untold
    this.#asked += amount
    this.#untold = 0
    return { index: this.#index, amount }
  }

  /** What the store answered. Within a window counts only grow: an answer that says less is old, or of a store that forgot. */
  told(index: number, amount: number, total: number): void {
    if (index !== this.#index) return
    this.#asked -= amount
    this.#known = Math.max(total, this.#known + amount)
  }

  /** The others may never learn of it: sent twice it might be counted twice, and a store that fails refuses nobody. */
  failed(index: number, amount: number): void {
    this.told(index, amount, 0)
  }

  #turn(atMs: number): void {
    const index = Math.floor(atMs / this.#windowMs)
    if (index === this.#index) return
    this.#index = index
    this.#known = 0
    this.#untold = 0
    this.#asked = 0
  }
}
