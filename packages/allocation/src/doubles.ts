const float = new Float64Array(1)
const bits = new BigInt64Array(float.buffer)

/** Place of a double ≥ 0 among all doubles: neighbours differ by one. */
function rank(x: number): bigint {
  float[0] = x
  return bits[0] ?? 0n
}

function unrank(place: bigint): number {
  bits[0] = place
  return float[0] ?? 0
}

/** The next greater double, for x ≥ 0. "Worth more than x" is "worth at least nextUp(x)". */
export function nextUp(x: number): number {
  return x === Infinity ? Infinity : unrank(rank(x) + 1n)
}

/** Halfway between two doubles ≥ 0 by count of doubles, above `low`: 64 halvings end any search. */
export function middleDouble(low: number, high: number): number {
  const [from, to] = [rank(low), rank(high)]
  return unrank(to - (to - from) / 2n)
}

/**
 * A sum exactly rounded, whatever the order (Shewchuk 1997, adaptive precision arithmetic; Python's math.fsum).
 * A plain sum would make the last digits of a value depend on the order of the input.
 */
export class ExactSum {
  /** Their sum is exact; they do not overlap and grow. */
  readonly #parts: number[] = []

  add(term: number): void {
    const parts = this.#parts
    let x = term
    let kept = 0
    for (let i = 0; i < parts.length; i++) {
      const y = parts[i] as number
      const sum = x + y
      const lost = Math.abs(x) < Math.abs(y) ? x - (sum - y) : y - (sum - x)
      if (lost !== 0) parts[kept++] = lost
      x = sum
    }
    parts[kept] = x
    parts.length = kept + 1
  }

  rounded(): number {
    return roundParts(this.#parts)
  }
}

export function exactSum(terms: Iterable<number>): number {
  const sum = new ExactSum()
  for (const term of terms) sum.add(term)
  return sum.rounded()
}

/** Parts do not overlap and grow: add from the greatest, and settle a half-way case by the next part's sign. */
function roundParts(parts: readonly number[]): number {
  let i = parts.length - 1
  let sum = parts[i] ?? 0
  let lost = 0
  while (i > 0 && lost === 0) {
    const before = sum
    const part = parts[--i] ?? 0
    sum = before + part
    lost = part - (sum - before)
  }
  const next = i > 0 ? (parts[i - 1] ?? 0) : 0
  if ((lost < 0 && next < 0) || (lost > 0 && next > 0)) {
    const twice = lost * 2
    if (sum + twice - sum === twice) return sum + twice
  }
  return sum
}
