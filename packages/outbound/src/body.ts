import { pipeline, type Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { OutboundFailure } from './failure.ts'

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/**
 * A body decompressed as its Content-Encoding says, but no more than `limit` bytes of it, counted before and after: a
 * small gzip file can unfold to gigabytes, and endless empty blocks to nothing.
 * @throws OutboundFailure while it is read
 */
export async function* readBody(raw: Readable, encoding: string, limit: number): AsyncGenerator<Uint8Array> {
  yield* atMost(limit)(encoding === '' || encoding === 'identity' ? raw : decode(raw, encoding, limit))
}

function decode(raw: Readable, encoding: string, limit: number): Readable {
  const decoder = decoders[encoding]?.()
  if (decoder === undefined) throw new OutboundFailure('encoding-not-supported')
  // A failure of any of them is thrown to the reader of the last.
  return pipeline(raw, atMost(limit), decoder, () => undefined)
}

function atMost(limit: number) {
  return async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0
    for await (const chunk of chunks) {
      bytes += chunk.byteLength
      if (bytes > limit) throw new OutboundFailure('body-too-large')
      yield chunk
    }
  }
}
