import fc from 'fast-check'
import { expect, test } from 'vitest'
import { measureEvents } from './measure-json.ts'
import { hasRepeatedMember, membersWritten } from './repeated-members.ts'

/** By the text and by its bytes, which are counted by two functions. */
function isRepeating(json: string): [boolean, boolean] {
  const parsed: unknown = JSON.parse(json)
  const [measure] = measureEvents(Buffer.from(json), false)
  return [hasRepeatedMember(membersWritten(json), parsed), hasRepeatedMember(measure?.members ?? 0, parsed)]
}

test.each([
  ['{"a":1,"a":2}', true],
  ['{"a":1,"\\u0061":2}', true],
  ['[1,{"b":{"a":[{"c":1,"c":1}]}}]', true],
  ['{"__proto__":1,"__proto__":2}', true],
  ['{"a":{"b":1},"c":{"b":1}}', false],
  ['{"a":"\\"b\\":1,","c":"\\\\","d:":":"}', false],
  ['[":",{"":""}]', false],
  ['":"', false],
])('%s: %s', (json, isTwice) => expect(isRepeating(json)).toEqual([isTwice, isTwice]))

/** Objects one of which has a member written twice, somewhere. */
const names = fc.constantFrom('a', 'b:', '"c"', '\\', 'é')
const inside = fc.oneof(fc.jsonValue({ depthSize: 'medium' }), fc.string())

test('whatever JSON.stringify writes repeats nothing, and with one member of any object written again it does', () => {
  fc.assert(
    fc.property(inside, names, inside, fc.constantFrom(0, 2), (value, name, other, indent) => {
      const json = JSON.stringify([value, { [name]: other }], null, indent)
      expect(isRepeating(json)).toEqual([false, false])
      const again = `{${JSON.stringify(name)}:${JSON.stringify(other)},${JSON.stringify(name)}:${json}}`
      expect(isRepeating(JSON.stringify([value]).replace(/]$/, () => `,${again}]`))).toEqual([true, true])
    }),
  )
})
