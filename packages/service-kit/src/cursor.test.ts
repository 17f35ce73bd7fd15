import { expect, test } from 'vitest'
import { z } from 'zod'
import { cursorCodec } from './cursor.ts'
import { Problem } from './problem.ts'

const position = z.strictObject({ before: z.int().min(1) })
const plans = cursorCodec('plans', 1, position)

test('what was encoded is decoded', () => {
  expect(plans.decode(plans.encode({ before: 17 }))).toEqual({ before: 17 })
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
