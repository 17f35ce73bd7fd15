interface Lane {
  waiting: (() => Promise<void>)[]
  running: number
  /** The number of its last turn; 0: it had none since it came. */
  lastTurn: number
}

/**
 * Does so much at a time, in turns: next is the organization whose last turn was longest ago, so that a sender of one
 * body waits for one of each other organization and not for all that another one has sent before.
 */
export class Turns {
  readonly #atOnce: number
  readonly #lanes = new Map<string, Lane>()
  #running = 0
  #turns = 0

  /** @param atOnce of all organizations */
  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  /** Does the work in the organization's turn, and gives what it gave. */
  take<T>(orgId: string, work: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const lane = this.#lanes.get(orgId) ?? { waiting: [], running: 0, lastTurn: 0 }
    this.#lanes.set(orgId, lane)
    lane.waiting.push(() => work().then(resolve, reject))
    this.#begin()
    return promise
  }

  #begin(): void {
    while (this.#running < this.#atOnce) {
      const next = this.#next()
      const work = next?.[1].waiting.shift()
      if (next === undefined || work === undefined) return
      void this.#run(...next, work)
    }
  }

  #next(): [orgId: string, lane: Lane] | undefined {
    return [...this.#lanes]
      .filter(([, { waiting }]) => waiting.length > 0)
      .reduce<[string, Lane] | undefined>(
        (best, one) => (best && best[1].lastTurn <= one[1].lastTurn ? best : one),
        undefined,
      )
  }

  async #run(orgId: string, lane: Lane, work: () => Promise<void>): Promise<void> {
    this.#running += 1
    this.#turns += 1
    lane.running += 1
    lane.lastTurn = this.#turns
    await work()
    this.#running -= 1
    lane.running -= 1
    if (lane.running === 0 && lane.waiting.length === 0) this.#lanes.delete(orgId)
    this.#begin()
  }
}
