import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { looksLikeHl7v2 } from './hl7v2.ts'
import { readFhirLines } from './lines.ts'
import { readFhir } from './read-fhir.ts'

const folder = new URL('../test/data/phi-refusal-messages/', import.meta.url)
const expected = readFileSync(new URL('EXPECTED.csv', folder), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => row.split(',').slice(0, 2) as [string, string])

const contents = (file: string) => readFileSync(new URL(file, folder), 'utf8')

test('[FH13] the corpus is all there', () => {
  expect(expected).toHaveLength(19)
  expect(new Set(expected.map(([, what]) => what))).toEqual(new Set(['refuse', 'strip']))
})

describe('[FH13] HL7 version 2 is refused', () => {
  test.each(expected.filter(([file]) => file.startsWith('hl7v2/')))('%s: %s', (file, what) => {
    const text = contents(file)
    const overTheWire = `\u000b${text.replaceAll('\n', '\r')}\u001c\r`
    expect([what, looksLikeHl7v2(text), looksLikeHl7v2(overTheWire)]).toEqual(['refuse', true, true])
    expect(looksLikeHl7v2(text.split('\n').slice(1).join('\r'))).toBe(true)
    expect(readFhirLines(text.split('\n')).resources).toEqual([])
    expect(JSON.stringify(readFhirLines(text.split('\n')))).not.toMatch(/[\^~]/)
  })
})

describe('[FH13] FHIR is refused or stripped', () => {
  test.each(expected.filter(([file]) => file.startsWith('fhir-r4/')))('%s: %s', (file, what) => {
    const message = JSON.parse(contents(file))
    const answer = readFhir(message)
    expect(answer.kind).toBe(what === 'refuse' ? 'refused' : 'ok')
    expect(textsIn(answer, freeTexts(message))).toEqual([])
    const inBundle = readFhir({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: message }] })
    expect(inBundle.kind).toBe(answer.kind)
  })
})

/** Every string of a message that is text: has a blank, or is in a member made for people to read. */
function freeTexts(value: unknown, name = ''): string[] {
  if (typeof value === 'string')
    return isText(value, name) ? [value, ...value.split(/[^A-Za-z]+/).filter(isLongWord)] : []
  if (Array.isArray(value)) return value.flatMap((element) => freeTexts(element, name))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([member, inside]) => freeTexts(inside, member))
}

const people = ['display', 'text', 'comment', 'div', 'description', 'name', 'family', 'given', 'city', 'line', 'header']

function isText(value: string, name: string): boolean {
  return /\s/.test(value) || people.includes(name)
}

/** Words of our own answer that also occur in texts ("schedule", "location") are no leak. */
const ours = new Set([
  'tentative',
  'unavailable',
  'resources',
  'resource',
  'schedule',
  'location',
  'service',
  'services',
  'specialty',
  'specialties',
  'status',
  'active',
])

function isLongWord(word: string): boolean {
  return word.length > 5 && !ours.has(word.toLowerCase())
}

function textsIn(answer: unknown, texts: readonly string[]): string[] {
  const values = new Set(stringsOf(answer).map((text) => text.toLowerCase()))
  return texts.filter((text) => [...values].some((value) => value.includes(text.toLowerCase())))
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []
}
