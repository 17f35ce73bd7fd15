import { expect, test } from 'vitest'
import { z } from 'zod'
import { cursorCodec } from './cursor.ts'
import { Problem } from './problem.ts'

const position = z.strictObject({ before: z.int().min(1) })
const plans = cursorCodec('plans', 1, position)

test('what was encoded is decoded', () => {
  expect(plans.decode(plans.encode({ before: 17 }))).toEqual({ before: 17 })
})

test('a cursor belongs to the question it was given for; what was not asked is no part of it', () => {
  const cursor = plans.encode({ before: 17 }, { poolId: 'a', kind: undefined })
  expect(plans.decode(cursor, { poolId: 'a' })).toEqual({ before: 17 })
  for (const other of [{}, { poolId: 'b' }, { poolId: 'a', kind: 'x' }, { kind: 'a' }])
    expect(() => plans.decode(cursor, other)).toThrow(expect.objectContaining({ code: 'bad-cursor' }))
})

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test.each([
  ['of another list', cursorCodec('pools', 1, position).encode({ before: 17 })],
  ['of another version', cursorCodec('plans', 2, position).encode({ before: 17 })],
  ['with a position that cannot be', encode({ l: 'plans', v: 1, p: { before: 0 } })],
  ['with something added', encode({ l: 'plans', v: 1, p: { before: 1 }, orgId: 'other' })],
  ['not JSON', Buffer.from('{').toString('base64url')],
  ['not base64', '%%%'],
  ['empty', ''],
])('a cursor %s is refused, without a word of it', (_case, cursor) => {
  const decode = () => plans.decode(cursor)
  expect(decode).toThrow(Problem)
  expect(decode).toThrow(expect.objectContaining({ code: 'bad-cursor', status: 400 }))
})
