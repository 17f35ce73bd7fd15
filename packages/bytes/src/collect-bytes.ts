import { GrowingBytes } from './growing-bytes.ts'

/** All bytes of something that comes in pieces. @throws RangeError where they are more than `mostBytes` */
export async function collectBytes(pieces: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Buffer> {
  const bytes = new GrowingBytes(mostBytes)
  for await (const piece of pieces) bytes.add(piece)
  return bytes.take()
}
