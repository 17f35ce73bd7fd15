/** Where two JSON values are not the same, as text; null: nothing is there on that side. */
export interface JsonDifference {
  /** RFC 6901. */
  pointer: string
  stored: string | null
  replayed: string | null
}

/** Longer texts are cut: a difference must be found, not read whole. */
const mostText = 200

/** The first `most` places, in order, at which two JSON values differ; the order of an object's members does not count. */
export function jsonDifferences(stored: unknown, replayed: unknown, most: number): JsonDifference[] {
  const found: JsonDifference[] = []
  compare('', stored, replayed, found, most)
  return found
}

function compare(pointer: string, a: unknown, b: unknown, found: JsonDifference[], most: number): void {
  if (found.length >= most || Object.is(a, b)) return
  if (!isBranch(a) || !isBranch(b) || Array.isArray(a) !== Array.isArray(b)) {
    found.push({ pointer, stored: toText(a), replayed: toText(b) })
    return
  }
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    compare(`${pointer}/${segment(key)}`, Reflect.get(a, key), Reflect.get(b, key), found, most)
  }
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function segment(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function toText(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value).slice(0, mostText)
}
