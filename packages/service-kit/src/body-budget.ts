import { TurnedAway } from './turned-away.ts'

const details = {
  'bodies-of-all':
    'The bodies that are being sent or answered fill the room of this process; one of up to 512 KiB finds its own.',
  'bodies-of-organization':
    'The bodies that your organization is sending, or that are not answered yet, fill its room.',
} as const

/** For what a body finds no room. */
export const bodyRoomReasons = ['bodies-of-all', 'bodies-of-organization'] as const

function noRoom(reason: keyof typeof details): TurnedAway<keyof typeof details> {
  return new TurnedAway(reason, details[reason])
}

export interface BodyBudgetOptions {
  /** Bytes of all bodies at a time, shares apart; 128 MiB unless given. */
  bytes?: number
  /** Bytes that every organization has for itself beside them; 2 MiB by default: a stream of lines, and 15 events. */
  share?: number
  /**
   * How long an organization that holds nothing of the common room waits for some; 60 s by default: by then every body
   * there is has come or ended.
   */
  waitMs?: number
}

/** Room for one body. */
export interface BodyRoom {
  /** Resolves when the body may be read; null: at once. Rejects with TurnedAway where nothing became free in time. */
  granted: Promise<void> | null
  /** Gives the room back, or the place in the line; once however often it is called. */
  giveBack: () => void
}

interface Held {
  ofShare: number
  ofAll: number
}

interface Waiting {
  orgId: string
  bytes: number
  grant: () => void
}

/**
 * What bodies may take of this process's memory, from before their first byte is read until they are answered: so many
 * connections that each hold a body half sent cannot fill it. A body counts with the length it states, since once it is
 * longer than what is left it would be too late to turn it away. What fits into the share of its organization takes
 * nothing of the common room, and is taken however full that is. Of the common room an organization may take until it
 * would hold more than is free: one alone half, of two that take all they can a third each, so that the next one finds
 * room. Where there is none, an organization that holds nothing waits in a line for its first, unread; until it has
 * that, nobody gets more. So each always gets a turn.
 */
export class BodyBudget {
  readonly #bytes: number
  readonly #share: number
  readonly #waitMs: number
  readonly #held = new Map<string, Held>()
  readonly #heldByAll: Held = { ofShare: 0, ofAll: 0 }
  readonly #line: Waiting[] = []

  constructor(options: BodyBudgetOptions = {}) {
    this.#bytes = options.bytes ?? 128 * 1_048_576
    this.#share = options.share ?? 2 * 1_048_576
    this.#waitMs = options.waitMs ?? 60_000
  }

  /** What is reserved, in bytes. */
  get held(): number {
    return this.#heldByAll.ofShare + this.#heldByAll.ofAll
  }

  /**
   * Reserves room for a body, or a place in the line for it.
   * @throws TurnedAway where there is none
   */
  reserve(orgId: string, bytes: number): BodyRoom {
    const { ofShare, ofAll } = this.#held.get(orgId) ?? { ofShare: 0, ofAll: 0 }
    if (ofShare + bytes <= this.#share) return { granted: null, giveBack: this.#take(orgId, 'ofShare', bytes) }
    const isFree = bytes <= this.#free
    if (this.#line.length === 0 && isFree && ofAll + bytes <= this.#free)
      return { granted: null, giveBack: this.#take(orgId, 'ofAll', bytes) }
    if (ofAll > 0) throw noRoom(isFree ? 'bodies-of-organization' : 'bodies-of-all')
    if (this.#line.some((waiting) => waiting.orgId === orgId)) throw noRoom('bodies-of-organization')
    return this.#wait(orgId, bytes)
  }

  get #free(): number {
    return this.#bytes - this.#heldByAll.ofAll
  }

  #wait(orgId: string, bytes: number): BodyRoom {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    // Awaited by the reader; a client that is gone reads nothing.
    promise.catch(() => undefined)
    let giveBack = () => {
      clearTimeout(timer)
      this.#line.splice(this.#line.indexOf(waiting), 1)
      giveBack = () => undefined
      reject(noRoom('bodies-of-all'))
      this.#serveLine()
    }
    const grant = () => {
      clearTimeout(timer)
      giveBack = this.#take(orgId, 'ofAll', bytes)
      resolve()
    }
    const waiting = { orgId, bytes, grant }
    const timer = setTimeout(() => giveBack(), this.#waitMs)
    this.#line.push(waiting)
    return { granted: promise, giveBack: () => giveBack() }
  }

  #take(orgId: string, place: keyof Held, bytes: number): () => void {
    const held = this.#held.get(orgId) ?? { ofShare: 0, ofAll: 0 }
    this.#held.set(orgId, held)
    this.#add(held, place, bytes)
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      this.#add(held, place, -bytes)
      if (held.ofShare + held.ofAll === 0 && this.#held.get(orgId) === held) this.#held.delete(orgId)
      this.#serveLine()
    }
  }

  /** In the order of coming; the first holds the others up until there is room for it. */
  #serveLine(): void {
    for (let [first] = this.#line; first !== undefined && first.bytes <= this.#free; [first] = this.#line) {
      this.#line.shift()
      first.grant()
    }
  }

  #add(held: Held, place: keyof Held, bytes: number): void {
    held[place] += bytes
    this.#heldByAll[place] += bytes
  }
}
