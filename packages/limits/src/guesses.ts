import { hash, randomBytes } from 'node:crypto'
import { isIPv6 } from 'node:net'

const WINDOW_MS = 60_000
/** A stranger with many addresses may not fill the memory; the oldest make room. */
const MAX_CLIENTS = 10_000
/**
 * As many scripts that go on with a wrong key may be behind one address; the keys of further ones are counted each
 * time.
 */
const MAX_SHOWN = 32
/** Length of a hash that nobody else can make: no two keys can be chosen to be taken for one. */
const HASH_BYTES = 6

interface Guessed {
  count: number
  untilMs: number
  /** What was counted last. */
  shown: number[]
}

/**
 * Counts wrong keys by the client address that showed them, in this process; `atMs` by a clock that only goes forward.
 * The same key again is no new guess: a script that goes on with a wrong key must not lock out everybody behind its
 * address.
 */
export class Guesses {
  readonly #perMinute: number
  readonly #salt = randomBytes(16)
  readonly #clients = new Map<string, Guessed>()

  /** @param perMinute 0: no limit */
  constructor(perMinute: number) {
    this.#perMinute = perMinute
  }

  note(address: string, token: string, atMs: number): void {
    const client = clientOf(address)
    const { count, untilMs, shown } = this.#current(client, atMs)
    const sign = this.#signOf(token)
    const isRepeat = shown.includes(sign)
    this.#clients.set(client, {
      count: isRepeat ? count : count + 1,
      untilMs,
      shown: isRepeat ? shown : [...shown.slice(1 - MAX_SHOWN), sign],
    })
    const [oldest] = this.#clients.keys()
    if (this.#clients.size > MAX_CLIENTS && oldest !== undefined) this.#clients.delete(oldest)
  }

  /** Seconds until this client may guess again; 0: it may. */
  waitSeconds(address: string, atMs: number): number {
    // Every request calls this; mostly nobody has guessed.
    if (this.#clients.size === 0) return 0
    const { count, untilMs } = this.#current(clientOf(address), atMs)
    return this.#perMinute === 0 || count < this.#perMinute ? 0 : Math.ceil((untilMs - atMs) / 1_000)
  }

  #current(client: string, atMs: number): Guessed {
    const known = this.#clients.get(client)
    if (known !== undefined && known.untilMs > atMs) return known
    this.#clients.delete(client)
    return { count: 0, untilMs: atMs + WINDOW_MS, shown: [] }
  }

  /** It may be somebody's key elsewhere: not kept itself. */
  #signOf(token: string): number {
    return hash('sha256', Buffer.concat([this.#salt, Buffer.from(token)]), 'buffer').readUIntBE(0, HASH_BYTES)
  }
}

/** An IPv6 client has a whole /64 of addresses to choose from; an IPv4 one may be written as IPv6. */
function clientOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right].slice(0, 4).join(':')
}
