/**
 * Parts by their id. Those of an input and of its plan mostly come in one order: then only the index is looked at. Part
 * of the checkers; imports nothing that decides.
 */
export function byId<Part>(
  parts: readonly Part[],
  idOf: (part: Part) => string,
): (id: string, likelyIndex: number) => Part | undefined {
  const all = new Map<string, Part>()
  return (id, likelyIndex) => {
    const likely = parts[likelyIndex]
    if (likely !== undefined && idOf(likely) === id) return likely
    if (all.size === 0) for (const part of parts) all.set(idOf(part), part)
    return all.get(id)
  }
}
