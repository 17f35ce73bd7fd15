import { expect, test } from 'vitest'
import { makeToken, textToToken, tokenToText } from './token.ts'

test('a token reads back, and shows by its prefix what it is', () => {
  const token = makeToken()
  const text = tokenToText(token)
  expect(text).toMatch(/^slc_[0-9A-Za-z]{12}_[0-9A-Za-z]{22}_[0-9A-Za-z]{6}$/)
  expect(textToToken(text)).toEqual(token)
})

test('every change of one character, and every part alone, is refused by the checksum', () => {
  const text = tokenToText(makeToken())
  for (let at = 0; at < text.length; at += 1) {
    const other = text[at] === 'A' ? 'B' : 'A'
    expect(textToToken(text.slice(0, at) + other + text.slice(at + 1)), `at ${at}`).toBeNull()
    expect(textToToken(text.slice(0, at))).toBeNull()
  }
})

test('another case, blanks around it, or nothing, is no token', () => {
  const text = tokenToText(makeToken())
  for (const wrong of ['', ' ', `${text} `, ` ${text}`, `${text}\n`, text.toUpperCase(), text.toLowerCase()])
    expect(textToToken(wrong)).toBeNull()
})

test('no two tokens are alike', () => {
  const made = Array.from({ length: 1_000 }, makeToken)
  expect(new Set(made.map(({ keyId }) => keyId)).size).toBe(1_000)
  expect(new Set(made.map(({ secret }) => secret)).size).toBe(1_000)
})
