import { expect, test } from 'vitest'
import { displayName } from './identifier.ts'

test.each([
  ['letters of any script, marks, blanks within', 'Zahnärzte Köln – 歯科 ①', true],
  ['a joiner that its script is written with', 'می‌خواهم', true],
  ['a picture of several signs', '👩‍⚕️ Smyrna', true],
  ['a control character', 'a\u0007b', false],
  ['another direction', 'a\u202Eb', false],
  ['an isolated direction', 'a\u2066b', false],
  ['nothing that is seen', '\u200B', false],
  ['a soft hyphen', 'a\u00ADb', false],
  ['tags, which spell text that nobody sees', 'a\u{E0041}', false],
  ['another line', 'a\u2028b', false],
])('a name with %s: %#', (_what, name, isTaken) => {
  expect(displayName.safeParse(name).success).toBe(isTaken)
})
