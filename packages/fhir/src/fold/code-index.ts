import type { Code } from '../datatypes.ts'

/** An entry of a list, and where in it it stands: of several that fit, the first counts. */
export interface Ranked<E> {
  rank: number
  entry: E
}

/** An entry with the code it is listed by; without a system it fits a code of any. */
export interface Listed<E> extends Ranked<E> {
  code: string
  system?: string | undefined
}

/**
 * A list of codes and what each means. To look one up costs the same however long the list is, since a publisher may
 * have as many slots as it likes.
 */
export class CodeIndex<E> {
  readonly #byCode = new Map<string, Map<string | undefined, Ranked<E>>>()

  constructor(entries: Iterable<Listed<E>>) {
    for (const { code, system, rank, entry } of entries) {
      const bySystem = this.#byCode.get(code) ?? new Map<string | undefined, Ranked<E>>()
      this.#byCode.set(code, bySystem)
      if (!bySystem.has(system)) bySystem.set(system, { rank, entry })
    }
  }

  /** The first entry that fits any of these codes. */
  first(codes: readonly Code[]): Ranked<E> | undefined {
    let first: Ranked<E> | undefined
    for (const { code, system } of codes) {
      const bySystem = this.#byCode.get(code)
      if (bySystem === undefined) continue
      first = earlier(first, bySystem.get(undefined))
      if (system !== null) first = earlier(first, bySystem.get(system))
    }
    return first
  }
}

/** Of two that fit. */
export function earlier<E>(one: Ranked<E> | undefined, other: Ranked<E> | undefined): Ranked<E> | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return one.rank <= other.rank ? one : other
}

/** Of entries that are listed by code. */
export function indexCodes<E extends { code: string; system?: string }>(entries: readonly E[]): CodeIndex<E> {
  return new CodeIndex(entries.map((entry, rank) => ({ rank, entry, code: entry.code, system: entry.system })))
}
