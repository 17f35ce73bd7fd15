import fc from 'fast-check'
import { REFUSED_TEXT } from './canary.ts'

/** A body of JSON as text, with something wrong in it; or nothing, now and then. */
export function mutated(values: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc.tuple(values, someMutations, textMutation).map(([value, mutations, spoil]) => {
    const changed = mutations.reduce<unknown>((so, { at, change }) => changeAt(so, at, change), value)
    return spoil(JSON.stringify(changed) ?? 'null')
  })
}

type Change = (value: unknown) => unknown

/** Members are counted as they are met; `at` says which one, modulo their number. */
const mutation = fc.record({
  at: fc.nat(200),
  change: fc.oneof(
    fc.constant<Change>(() => dropped),
    fc.constantFrom<Change>(
      () => null,
      () => true,
      () => [],
      () => ({}),
      () => REFUSED_TEXT,
      () => `${REFUSED_TEXT}${'x'.repeat(20_000)}`,
      () => '\ud800',
      () => '\u0000',
      () => '\u202eabc\u202c',
      () => Number.MAX_SAFE_INTEGER + 2,
      () => -1,
      () => 1e308,
      () => 0.1,
      () => 'infinity',
      () => '292278-01-01T00:00:00Z',
      () => ({ [REFUSED_TEXT]: 1 }),
      () => ({ __proto__x: { constructor: 1 } }),
    ),
    fc.constantFrom<Change>(
      (value) => (typeof value === 'number' ? value + 1 : [value]),
      (value) => (typeof value === 'number' ? value - 1 : String(value)),
      (value) => (isObject(value) ? { ...value, [REFUSED_TEXT]: REFUSED_TEXT } : { value }),
      (value) => (isObject(value) ? { ...value, note: REFUSED_TEXT } : value),
      (value) => (Array.isArray(value) ? [...value, ...value] : value),
      (value) => nested(value, 40),
    ),
  ),
})

/** Half of the bodies stay as they are: what is accepted must be answered well, too. */
const someMutations = fc.oneof(fc.constant([]), fc.array(mutation, { minLength: 1, maxLength: 2 }))

const textMutation = fc.oneof(
  { weight: 8, arbitrary: fc.constant((text: string) => text) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      (text: string) => text.slice(0, Math.floor(text.length / 2)),
      (text: string) => text.replace('{', `{"${REFUSED_TEXT}":1,"${REFUSED_TEXT}":2,`),
      (text: string) => text.replace(/"(\w+)":/, '"$1":null,"$1":'),
      (text: string) => text.replace(/\d+/, '1e999'),
      (text: string) => `\ufeff${text}`,
      (text: string) => `${text}${text}`,
      (text: string) => `[${text},${text}]`,
      () => '',
      () => `MSH|^~\\&|${REFUSED_TEXT}`,
    ),
  },
)

const dropped = Symbol('dropped')

/** A copy in which the n-th member, counted depth first, is what `change` makes of it. */
function changeAt(value: unknown, at: number, change: Change): unknown {
  const size = countMembers(value)
  let left = size === 0 ? 0 : at % (size + 1)
  const walk = (part: unknown): unknown => {
    if (left-- === 0) return change(part)
    if (Array.isArray(part)) return part.map(walk).filter((item) => item !== dropped)
    if (!isObject(part)) return part
    const members = Object.entries(part).map(([name, member]) => [name, walk(member)] as const)
    return Object.fromEntries(members.filter(([, member]) => member !== dropped))
  }
  const changed = walk(value)
  return changed === dropped ? null : changed
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>((sum, member) => sum + 1 + countMembers(member), 0)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nested(value: unknown, levels: number): unknown {
  return levels === 0 ? value : { a: nested(value, levels - 1) }
}
