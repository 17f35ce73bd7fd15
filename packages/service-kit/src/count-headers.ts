/** How often a header came: Node keeps the first of some, and a proxy in between may have read another one. */
export function countHeaders(raw: readonly string[], name: string): number {
  let count = 0
  for (let index = 0; index < raw.length; index += 2) {
    const header = raw[index]
    if (header?.length === name.length && header.toLowerCase() === name) count += 1
  }
  return count
}
