import { expect, test } from 'vitest'
import { z } from 'zod'
import './index.ts'

const body = z.strictObject({
  name: z.string().min(1).max(3).optional(),
  amount: z.number().max(1).gt(0).optional(),
  count: z.int().optional(),
  kind: z.enum(['month', 'custom']).optional(),
  at: z.iso.datetime().optional(),
  id: z
    .string()
    .regex(/^[a-z]+$/)
    .optional(),
  cells: z.array(z.boolean()).max(1).optional(),
  either: z.union([z.string(), z.null()]).optional(),
  period: z
    .discriminatedUnion('kind', [z.object({ kind: z.literal('month') }), z.object({ kind: z.literal('custom') })])
    .optional(),
  ours: z.string('words of our own').optional(),
})

test.each([
  [{ name: '' }, 'must have at least 1 character'],
  [{ name: 'jane' }, 'must have at most 3 characters'],
  [{ amount: Number.POSITIVE_INFINITY }, 'must be a number'],
  [{ amount: 31_337 }, 'must be at most 1'],
  [{ amount: 0 }, 'must be more than 0'],
  [{ count: 31_337.5 }, 'must be a whole number'],
  [{ kind: 'jane' }, 'must be "month" or "custom"'],
  [{ at: 'jane' }, 'must be a moment as in 2026-01-31T09:00:00Z'],
  [{ id: 'JANE' }, 'is not in the form that the schema names'],
  [{ cells: [true, true] }, 'must have at most 1 item'],
  [{ cells: 31_337 }, 'must be a list'],
  [{ either: 31_337 }, 'is none of the forms that the schema names'],
  [{ period: { kind: 'jane' } }, 'must be "month" or "custom"'],
  [
    { jane: 1 },
    'has a key that is not in the schema; it takes name, amount, count, kind, at, id, cells, either, period, ours',
  ],
  [{ ours: 31_337 }, 'words of our own'],
])('%j: %s', (value, detail) => {
  expect(body.safeParse(value).error?.issues.map(({ message }) => message)).toEqual([detail])
})

test('what is missing is needed', () => {
  expect(z.object({ a: z.string() }).safeParse({}).error?.issues[0]?.message).toBe('is needed')
})
