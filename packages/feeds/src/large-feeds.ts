import type { FeedKey } from '@sluice/database'

/**
 * Feeds that are larger than a feed polled beside others may be: one of them at a time is polled in a process. They
 * wait holding nothing. The next is of the organization whose turn was longest ago, and of its feeds the one that has
 * waited longest.
 */
export class LargeFeeds {
  readonly #waiting = new Map<string, FeedKey>()
  #polled: FeedKey | null = null
  /** Which turn was an organization's last; of those with large feeds, which are few. */
  readonly #turns = new Map<string, number>()
  #turn = 0

  /** Those that wait, and the one that is polled: the search for feeds that are due leaves them alone. */
  get known(): FeedKey[] {
    return [...this.#waiting.values(), ...(this.#polled === null ? [] : [this.#polled])]
  }

  add(key: FeedKey): void {
    this.#waiting.set(nameOf(key), key)
  }

  /** The one whose turn it is, until it ends; null: none waits, or another is polled. */
  begin(): FeedKey | null {
    if (this.#polled !== null) return null
    const turnOf = ({ orgId }: FeedKey) => this.#turns.get(orgId) ?? 0
    const [next] = [...this.#waiting.values()].sort((a, b) => turnOf(a) - turnOf(b))
    if (next === undefined) return null
    this.#waiting.delete(nameOf(next))
    this.#polled = next
    this.#turns.set(next.orgId, ++this.#turn)
    return next
  }

  end(): void {
    this.#polled = null
  }
}

/** Ids hold no spaces. */
function nameOf({ orgId, feedId }: FeedKey): string {
  return `${orgId} ${feedId}`
}
