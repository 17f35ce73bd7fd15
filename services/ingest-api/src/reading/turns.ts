interface Waiting {
  size: number
  begin: () => Promise<void>
}

interface Lane {
  waiting: Waiting[]
  running: number
  /** Milliseconds that its work took; one that comes later begins with what the others had used by then. */
  usedMs: number
  /** The number of its last turn; 0: it had none since it came. */
  lastTurn: number
}

export interface Wait {
  /** What the work grows with: where two have used as much, the smaller one is first. */
  size: number
  /** Milliseconds after which its turn need not come any more, and what it then fails with. */
  maxWaitMs: number
  tooLate: () => Error
}

/**
 * Does so much at a time, in turns: next is the organization that has used the least time. Whoever sends one body waits
 * for one of each other organization at most, and for none of one whose bodies took long, however many it sends.
 */
export class Turns {
  readonly #atOnce: number
  readonly #nowMs: () => number
  readonly #lanes = new Map<string, Lane>()
  #running = 0
  #turns = 0
  /** What the organization whose turn came last had used before it. */
  #usedMs = 0

  /** @param atOnce of all organizations */
  constructor(atOnce: number, nowMs: () => number = () => performance.now()) {
    this.#atOnce = atOnce
    this.#nowMs = nowMs
  }

  /** Does the work in the organization's turn, and gives what it gave. */
  take<T>(orgId: string, work: () => Promise<T>, { size, maxWaitMs, tooLate }: Wait): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const lane = this.#lanes.get(orgId) ?? { waiting: [], running: 0, usedMs: this.#usedMs, lastTurn: 0 }
    this.#lanes.set(orgId, lane)
    lane.usedMs = Math.max(lane.usedMs, this.#usedMs)
    const begin = () => {
      clearTimeout(late)
      return work().then(resolve, reject)
    }
    const waiting = { size, begin }
    const late = setTimeout(() => {
      lane.waiting.splice(lane.waiting.indexOf(waiting), 1)
      reject(tooLate())
    }, maxWaitMs)
    lane.waiting.push(waiting)
    this.#begin()
    return promise
  }

  #begin(): void {
    while (this.#running < this.#atOnce) {
      const lane = this.#next()
      const first = lane?.waiting.shift()
      if (lane === undefined || first === undefined) break
      void this.#run(lane, first)
    }
    if (this.#running > 0) return
    // Nobody waits for anybody: all are equal again.
    this.#lanes.clear()
    this.#usedMs = 0
  }

  #next(): Lane | undefined {
    return [...this.#lanes.values()]
      .filter(({ waiting }) => waiting.length > 0)
      .reduce<Lane | undefined>((best, one) => (best && isBefore(best, one) ? best : one), undefined)
  }

  async #run(lane: Lane, { begin }: Waiting): Promise<void> {
    const sinceMs = this.#nowMs()
    this.#running += 1
    this.#turns += 1
    this.#usedMs = lane.usedMs
    lane.running += 1
    lane.lastTurn = this.#turns
    await begin()
    lane.usedMs += this.#nowMs() - sinceMs
    lane.running -= 1
    this.#running -= 1
    this.#begin()
  }
}

/** Of two that are equal in all, the one that came first. */
function isBefore(one: Lane, other: Lane): boolean {
  const order =
    one.usedMs - other.usedMs ||
    one.running - other.running ||
    sizeOf(one) - sizeOf(other) ||
    one.lastTurn - other.lastTurn
  return order <= 0
}

function sizeOf({ waiting: [first] }: Lane): number {
  return first?.size ?? 0
}
