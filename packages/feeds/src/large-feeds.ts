import type { FeedKey } from '@sluice/database'

/**
 * Feeds that are larger than one may be beside others: in a process one of them is polled at a time. They wait holding nothing, and
 * the next is of the organization whose turn was longest ago, of its feeds the one that waits longest.
 */
export class LargeFeeds {
  readonly #waiting = new Map<string, FeedKey>()
  #polled: FeedKey | null = null
  /** Which turn was an organization's last; of those with large feeds, which are few. */
  readonly #turns = new Map<string, number>()
  #turn = 0

  /** Those that wait, and the one that is polled: whoever looks for feeds that are due leaves them alone. */
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

/** No id holds a blank. */
function nameOf({ orgId, feedId }: FeedKey): string {
  return `${orgId} ${feedId}`
}
