/**
 * What is known already, where it says the same to the byte; so that whatever was worked out for it, its text too, is found by
 * the object.
 */
export function orKnown<T extends object>(fresh: T, known: T | undefined): T {
  return known !== undefined && JSON.stringify(fresh) === JSON.stringify(known) ? known : fresh
}
