/** Bookings that came, and that the priors would have expected from the same spend. */
export interface Evidence {
  bookings: number
  expected: number
}

/**
 * Actual ÷ expected bookings of many cells around their parent's [V8]. Each weighs as much as its own figures can be believed,
 * e ÷ (e + k) with e bookings expected, the parent 1: the collective mean of Bühlmann & Straub (1970), in which no cell weighs
 * more than the parent however large it is or says it is. What a cell brought beyond what was expected counts for no more
 * than the parent either. So whatever one cell reports, the value is at least (1 + S) ÷ (2 + Z) and at most the greater of
 * (2 + S) ÷ (1 + Z) and (3 + S) ÷ (2 + Z) times the parent's, S and Z being the others' counts and weights.
 */
export function pooled(cells: readonly Evidence[], parent: number, k: number): number {
  const counts: number[] = []
  const weights: number[] = []
  for (const { bookings, expected } of cells) {
    const atParent = expected * parent
    if (atParent <= 0) continue
    const weight = atParent / (atParent + k)
    weights.push(weight)
    counts.push(Math.min(bookings / (atParent + k), weight + 1))
  }
  return (parent * (1 + sumOf(counts))) / (1 + sumOf(weights))
}

/** Added in ascending order: the sum must not depend on the order of the cells. */
function sumOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0)
}
