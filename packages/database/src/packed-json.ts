import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

const compress = promisify(gzip)
const decompress = promisify(gunzip)

const LEAST_PIECE_BYTES = 16_384
const MOST_PIECE_BYTES = 4 * 1_048_576

/**
 * A JSON text as plans and their inputs are stored: 10,000 cells are 8 MB of text and 0.4 MB packed. Mostly in one go of another
 * thread, however busy this one is meanwhile.
 */
export async function packJson(text: string | Buffer): Promise<Buffer> {
  // Level 1: three times as fast as the default here and a tenth larger; a plan waits for it.
  return compress(text, { level: 1, chunkSize: pieceBytes(text.length / 8) })
}

/** Zlib comes back to this thread for each piece of what it makes, and waits until there is time to let it go on. */
function pieceBytes(likelyBytes: number): number {
  return Math.min(MOST_PIECE_BYTES, Math.max(LEAST_PIECE_BYTES, Math.ceil(likelyBytes)))
}

/** What was packed. The caller knows its type: nothing else is ever stored in that column. */
export async function unpackJson<T>(packed: Buffer): Promise<T> {
  return JSON.parse(await unpackJsonText(packed))
}

/** The text that was packed, unread. */
export async function unpackJsonText(packed: Buffer): Promise<string> {
  return (await decompress(packed, { chunkSize: pieceBytes(packed.length * 25) })).toString('utf8')
}
