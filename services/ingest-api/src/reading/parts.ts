import { deserialize, serialize } from 'node:v8'

/** A long list in parts, each made when it is asked for, so that no more than one of them is held up over. */
export type Parts<T> = Iterable<readonly T[]>

export function* inParts<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size)
}

/** Parts as bytes: between threads bytes are copied at once, and opened one part at a time. */
export function packParts<T>(parts: Parts<T>): Uint8Array[] {
  return Array.from(parts, (part) => serialize(part))
}

/** From what `packParts` gave. */
export function* unpackParts<T>(packed: readonly Uint8Array[]): Generator<readonly T[]> {
  for (const part of packed) yield deserialize(part)
}
