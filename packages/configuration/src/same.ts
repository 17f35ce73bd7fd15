import { isDeepStrictEqual } from 'node:util'

/** Whether two values are the same JSON, whatever the order of their keys. */
export function isSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(asJson(a), asJson(b))
}

/** What is left after a round trip to the database: -0 is 0 there, and what is undefined is not there. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
