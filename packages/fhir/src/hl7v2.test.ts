import { expect, test } from 'vitest'
import { slot } from '../test/make.ts'
import { looksLikeHl7v2 } from './hl7v2.ts'

test.each([
  'MSH|^~\\&|SCHApp|',
  '\u000bMSH|^~\\&|SCHApp|',
  '\uFEFF\r\n MSH|^~\\&|',
  '"MSH|^~\\\\&|',
  'MSH#*~\\&#other separators',
  'FHS|^~\\&|',
  'BHS|^~\\&|',
  'note\rMSH|^~\\&|SCHApp|',
  'SCH|1\rPID|1||12345',
  '<?xml version="1.0"?><SIU_S12 xmlns="urn:hl7-org:v2xml">',
])('[FH12] %j is HL7 version 2', (text) => {
  expect(looksLikeHl7v2(text)).toBe(true)
})

test.each([
  '',
  'locationId,serviceLine,open\nsmyrna,ortho,3',
  JSON.stringify(slot({ comment: 'MSH|^~\\&|\nPID|1', text: { div: '<div xmlns="urn:hl7-org:v2xml">' } })),
  'MSHA,1',
  'rapid|1',
])('[FH12] %j is not', (text) => {
  expect(looksLikeHl7v2(text)).toBe(false)
})

test('[FH12] a long text is looked at in no time', () => {
  expect(looksLikeHl7v2(`${' '.repeat(5_000_000)}MSH|`)).toBe(false)
  expect(looksLikeHl7v2('<'.repeat(5_000_000))).toBe(false)
})
