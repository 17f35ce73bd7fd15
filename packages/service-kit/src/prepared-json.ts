import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const compress = promisify(gzip)

/** Below this the header costs more than it saves. */
const LEAST_BYTES = 1_024

/**
 * A JSON text made once and answered many times, as it is or packed for whoever accepts gzip. Packing waits for the first
 * who does, and is then kept as well.
 */
export class PreparedJson {
  readonly plain: Buffer
  #packed: Promise<Buffer> | undefined

  constructor(text: string) {
    this.plain = Buffer.from(text)
  }

  /** What it may take in memory, both forms together. */
  get mostBytes(): number {
    return Math.ceil(this.plain.byteLength * 1.25)
  }

  /** The gzip form; undefined: not worth it. */
  packed(): Promise<Buffer> | undefined {
    if (this.plain.byteLength < LEAST_BYTES) return undefined
    // Level 1: three times as fast as the default and a tenth larger; somebody waits for it.
    this.#packed ??= compress(this.plain, { level: 1 })
    return this.#packed
  }
}

/** Whether `Accept-Encoding` takes gzip (RFC 9110 12.5.3); absent: only the plain form. */
export function acceptsGzip(header: string | undefined): boolean {
  if (header === undefined) return false
  const weights = new Map(header.split(',').map(readCoding))
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0
}

function readCoding(part: string): [string, number] {
  const [coding = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return [coding, weight === undefined ? 1 : Number(weight) || 0]
}
