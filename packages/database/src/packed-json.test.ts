import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { packJson, unpackJson, unpackJsonText } from './packed-json.ts'

const random = randomBytes(3_000_000).toString('base64')

test.each([
  ['nothing', ''],
  ['less than a piece', 'x'],
  ['letters of several bytes', 'Zürich 東京 '.repeat(20_000)],
  ['what packs to almost nothing', 'x'.repeat(20_000_000)],
  ['what hardly packs, and is more than the most of a piece', random],
])('a text comes back as it was: %s', async (_what, text) => {
  const value = { text }
  const packed = await packJson(JSON.stringify(value))
  expect(await unpackJson(packed)).toEqual(value)
  expect(await unpackJsonText(await packJson(Buffer.from(JSON.stringify(value))))).toBe(JSON.stringify(value))
})
