import type { PlanningInput } from '@sluice/planning'

/** Texts of cells and places. An input is made of the same objects as the one before, where nothing was heard of them. */
const texts = new WeakMap<object, string>()

/**
 * JSON.stringify of an input, to the byte; cells and places that were in another one before are not written anew. Nothing in
 * an input is ever changed: what is otherwise is another object.
 */
export function canonicalText(input: PlanningInput): string {
  const members = Object.entries(input).flatMap(([name, value]) => {
    const text = name === 'places' || name === 'cells' ? listText(value) : JSON.stringify(value)
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`]
  })
  return `{${members.join(',')}}`
}

/**
 * What is known already, where it says the same to the byte, so that whatever was worked out for it is found by it: its text
 * too, which is needed anyway.
 */
export function orKnown<T extends object>(fresh: T, known: T | undefined): T {
  return known !== undefined && partText(fresh) === partText(known) ? known : fresh
}

function listText(parts: readonly object[]): string {
  return `[${parts.map(partText).join(',')}]`
}

function partText(part: object): string {
  const known = texts.get(part)
  if (known !== undefined) return known
  const text = JSON.stringify(part)
  texts.set(part, text)
  return text
}
