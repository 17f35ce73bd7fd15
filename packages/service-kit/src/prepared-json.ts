import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { AtOnce } from './at-once.ts'

const compress = promisify(gzip)

/** Below this the header costs more than it saves. */
const LEAST_BYTES = 1_024

/**
 * A JSON text made once and answered many times, as it is or packed for clients that accept gzip. Packing waits for the
 * first of these, and is then kept as well.
 */
export class PreparedJson {
  readonly plain: Buffer
  #packed: AtOnce<Buffer> | undefined

  constructor(text: string) {
    this.plain = Buffer.from(text)
  }

  /** What it may take in memory, both forms together. */
  get mostBytes(): number {
    return Math.ceil(this.plain.byteLength * 1.25)
  }

  /** The gzip form, at once where it is made; undefined: not worth it. */
  packed(): AtOnce<Buffer> | undefined {
    if (this.plain.byteLength < LEAST_BYTES) return undefined
    // Level 1: three times as fast as the default and a tenth larger; somebody waits for it.
    this.#packed ??= compress(this.plain, { level: 1 }).then((bytes) => {
      this.#packed = bytes
      return bytes
    })
    return this.#packed
  }
}

/** There are only so many ways to write it; further ones are read each time. */
const MOST_HEADERS = 100
const LONGEST_HEADER = 256
const known = new Map<string, boolean>()

/** Whether `Accept-Encoding` takes gzip (RFC 9110 12.5.3); absent: only the plain form. */
export function acceptsGzip(header: string | undefined): boolean {
  if (header === undefined) return false
  const accepts = known.get(header) ?? readAcceptEncoding(header)
  if (known.size < MOST_HEADERS && header.length <= LONGEST_HEADER) known.set(header, accepts)
  return accepts
}

function readAcceptEncoding(header: string): boolean {
  const weights = new Map(header.split(',').map(readCoding))
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0
}

function readCoding(part: string): [string, number] {
  const [coding = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return [coding, weight === undefined ? 1 : Number(weight) || 0]
}
