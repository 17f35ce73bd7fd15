/**
 * Finds parts by their id. Two lists of a pool's cells mostly have the same ids in the same order: then a part is at
 * the same index, and nothing is looked up. A map of ten thousand ids takes a millisecond to make, and one plan would
 * make thirty of them.
 */
export function foundById<Part>(
  parts: readonly Part[],
  idOf: (part: Part) => string,
): (id: string, index: number) => Part | undefined {
  let byId: ReadonlyMap<string, Part> | undefined
  return (id, index) => {
    const here = parts[index]
    if (here !== undefined && idOf(here) === id) return here
    byId ??= new Map(parts.map((part) => [idOf(part), part]))
    return byId.get(id)
  }
}
