import { turnedAway } from './turned-away.ts'

/** How many streams of lines an organization may have open: they last as long as their senders like. */
export class StreamPlaces {
  readonly #most: number
  readonly #open = new Map<string, number>()

  /** @param most of one organization */
  constructor(most = 16) {
    this.#most = most
  }

  /**
   * Takes a place; what is returned gives it back, once however often it is called.
   * @throws TurnedAway where the organization has none left
   */
  take(orgId: string): () => void {
    if ((this.#open.get(orgId) ?? 0) >= this.#most) throw turnedAway('streams-of-organization')
    this.#add(orgId, 1)
    let isOpen = true
    return () => {
      if (isOpen) this.#add(orgId, -1)
      isOpen = false
    }
  }

  #add(orgId: string, streams: number): void {
    const open = (this.#open.get(orgId) ?? 0) + streams
    if (open > 0) this.#open.set(orgId, open)
    else this.#open.delete(orgId)
  }
}
