import { expect, test } from 'vitest'
import { ifMatch, ifNoneMatch, strongEtag, weakEtag } from './conditional.ts'

test('a tag never holds a quote, whatever it is made of', () => {
  expect(weakEtag('a"b\\c.7')).toBe('W/"a%22b%5Cc.7"')
  expect(strongEtag(7)).toBe('"7"')
})

test.each([
  ['absent', undefined, false],
  ['the tag itself', 'W/"p.7"', true],
  ['strong form of it: comparison is weak', '"p.7"', true],
  ['one of a list', '"x", W/"p.7" , "y"', true],
  ['anything', ' * ', true],
  ['another', 'W/"p.8"', false],
  ['not a tag at all', 'p.7', false],
  ['empty', '', false],
])('If-None-Match %s', (_case, header, isMatch) => {
  expect(ifNoneMatch(header, 'W/"p.7"')).toBe(isMatch)
})

test.each([
  ['absent', undefined, '"7"', true],
  ['absent, nothing there yet', undefined, null, true],
  ['the tag itself', '"7"', '"7"', true],
  ['one of a list', '"6", "7"', '"7"', true],
  ['weak form of it: comparison is strong', 'W/"7"', '"7"', false],
  ['weak against weak', 'W/"7"', 'W/"7"', false],
  ['anything', '*', '"7"', true],
  ['anything, nothing there yet', '*', null, false],
  ['another', '"6"', '"7"', false],
])('If-Match %s', (_case, header, etag, isMatch) => {
  expect(ifMatch(header, etag)).toBe(isMatch)
})
