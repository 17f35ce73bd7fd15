import { TurnedAway } from './turned-away.ts'

export interface BodyBudgetOptions {
  /** Bytes of all bodies at a time, shares apart; 128 MiB unless given. */
  bytes?: number
  /** Of those of one organization; 64 MiB unless given, so that one alone never keeps the others out. */
  bytesOfOrganization?: number
  /** Bytes that every organization has for itself beside them; 2 MiB unless given: a stream of lines, and 15 events. */
  share?: number
}

interface Held {
  ofShare: number
  ofAll: number
}

/**
 * What bodies may take of this process's memory, from before their first byte is read until they are answered: so many
 * connections that each hold a body half sent cannot fill it. A body counts with the length it says, since by the time
 * it is longer than what is left it would be too late to turn it away. What fits into the share of its organization takes nothing of what
 * is for all, and is taken however full that is.
 */
export class BodyBudget {
  readonly #bytes: number
  readonly #bytesOfOrganization: number
  readonly #share: number
  readonly #held = new Map<string, Held>()
  readonly #heldByAll: Held = { ofShare: 0, ofAll: 0 }

  constructor(options: BodyBudgetOptions = {}) {
    this.#bytes = options.bytes ?? 128 * 1_048_576
    this.#bytesOfOrganization = options.bytesOfOrganization ?? 64 * 1_048_576
    this.#share = options.share ?? 2 * 1_048_576
  }

  /** What is reserved, in bytes. */
  get held(): number {
    return this.#heldByAll.ofShare + this.#heldByAll.ofAll
  }

  /**
   * Reserves room for a body; what is returned gives it back, once however often it is called.
   * @throws TurnedAway where there is none
   */
  reserve(orgId: string, bytes: number): () => void {
    const held = this.#held.get(orgId) ?? { ofShare: 0, ofAll: 0 }
    const place = held.ofShare + bytes <= this.#share ? 'ofShare' : 'ofAll'
    if (place === 'ofAll') this.#requireRoom(held, bytes)
    this.#held.set(orgId, held)
    this.#add(held, place, bytes)
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      this.#add(held, place, -bytes)
      if (held.ofShare + held.ofAll === 0 && this.#held.get(orgId) === held) this.#held.delete(orgId)
    }
  }

  #requireRoom(held: Held, bytes: number): void {
    if (held.ofAll + bytes > this.#bytesOfOrganization) throw new TurnedAway('bodies-of-organization')
    if (this.#heldByAll.ofAll + bytes > this.#bytes) throw new TurnedAway('bodies-of-all')
  }

  #add(held: Held, place: keyof Held, bytes: number): void {
    held[place] += bytes
    this.#heldByAll[place] += bytes
  }
}
