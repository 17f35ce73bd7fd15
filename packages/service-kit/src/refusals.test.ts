import { expect, test } from 'vitest'
import { z } from 'zod'
import { refusalsOf } from './refusals.ts'

const body = z.strictObject({
  name: z.string().max(3).optional(),
  cells: z.array(z.strictObject({ amount: z.int().nullable().default(1) })).optional(),
  byKey: z.record(z.string(), z.number()).optional(),
  period: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('month'), budget: z.int() }),
      z.strictObject({ kind: z.literal('custom'), periods: z.array(z.string()) }),
    ])
    .optional(),
  when: z.lazy(() => z.strictObject({ at: z.iso.datetime() })).optional(),
  text: z.string().transform(Number).pipe(z.int()).optional(),
})

function refuse(value: unknown) {
  const { error } = body.safeParse(value)
  return error ? refusalsOf(body, error, '#') : []
}

test('an unknown key is refused at its parent, without its name, with those that there are', () => {
  const detail = (names: string) => `has a key that is not in the schema; it takes ${names}`
  expect(refuse({ 'jane-roe': 1 })).toEqual([
    { pointer: '#', detail: detail('name, cells, byKey, period, when, text') },
  ])
  expect(refuse({ cells: [{ amount: 1 }, { 'jane-roe': 1 }] })).toEqual([
    { pointer: '#/cells/1', detail: detail('amount') },
  ])
  expect(refuse({ when: { at: '2026-01-01T00:00:00Z', 'jane-roe': 1 } })).toEqual([
    { pointer: '#/when', detail: detail('at') },
  ])
  const none = z.strictObject({})
  const { error } = none.safeParse({ 'jane-roe': 1 })
  expect(error && refusalsOf(none, error, '#/query')).toEqual([{ pointer: '#/query', detail: detail('none') }])
})

test('a key the caller chose is not repeated either', () => {
  expect(refuse({ byKey: { 'jane-roe': 'x' } })).toEqual([{ pointer: '#/byKey', detail: expect.any(String) }])
})

test.each([
  [{ name: 'jane-roe' }, '#/name'],
  [{ cells: [{ amount: 'jane-roe' }] }, '#/cells/0/amount'],
  [{ cells: 'jane-roe' }, '#/cells'],
  [{ period: { kind: 'jane-roe' } }, '#/period/kind'],
  [{ period: { kind: 'month', budget: 'jane-roe' } }, '#/period/budget'],
  [{ when: { at: 'jane-roe' } }, '#/when/at'],
  [{ text: 'jane-roe' }, '#/text'],
])('%j is refused where it stands, without its value', (value, pointer) => {
  const refusals = refuse(value)
  expect(refusals.map((refusal) => refusal.pointer)).toEqual([pointer])
  expect(JSON.stringify(refusals)).not.toContain('jane')
})

test('a name with a slash or a tilde is escaped as JSON Pointer says', () => {
  const odd = z.strictObject({ 'a/b~c': z.string() })
  const { error } = odd.safeParse({ 'a/b~c': 1 })
  expect(error && refusalsOf(odd, error, '#')[0]?.pointer).toBe('#/a~1b~0c')
})

test('of ten thousand faults a hundred are told', () => {
  expect(refuse({ cells: Array.from({ length: 10_000 }, () => 1) })).toHaveLength(100)
})
