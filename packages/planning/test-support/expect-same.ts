import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'

/**
 * `expect(actual).toEqual(expected)` for hundreds of whole plans: what Node finds equal is equal to Vitest too, which takes
 * ten times as long to say so. Where Node finds a difference, Vitest decides whether it is one and shows it.
 */
export function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected)
}
