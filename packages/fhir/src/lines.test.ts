import { expect, test } from 'vitest'
import { location, schedule, slot } from '../test/make.ts'
import { readFhirLines, readFhirValues } from './lines.ts'

test('[FH14] one bad line never loses the others, and is told by number', () => {
  const lines = [
    `\uFEFF${JSON.stringify(location())}\r`,
    '',
    '{"resourceType":"Slot","patient',
    JSON.stringify(slot({ status: 'Jim', subject: 1 })),
    '   ',
    'MSH|^~\\&|SCHApp|',
    JSON.stringify({ resourceType: 'Patient' }),
    `"${'x'.repeat(300_000)}"`,
    JSON.stringify(schedule()),
  ]
  const read = readFhirLines(lines)
  expect(read.resources.map((resource) => resource.resourceType)).toEqual(['Location', 'Schedule'])
  expect(read.refusedLines).toBe(5)
  expect(read.faults).toEqual([
    { line: 3, code: 'not-json', pointer: '' },
    { line: 4, code: 'person-member', pointer: '' },
    { line: 4, code: 'invalid-value', pointer: '/status' },
    { line: 6, code: 'hl7v2', pointer: '' },
    { line: 7, code: 'resource-not-allowed', pointer: '' },
    { line: 8, code: 'line-too-long', pointer: '' },
  ])
})

test('[FH14] a text that breaks off in the middle of a line says so, wherever it does; one that ends whole does not', () => {
  const lines = [location(), schedule(), slot({ comment: 'Zoë: "ü"' })].map((one) => JSON.stringify(one))
  const text = `${lines.join('\n')}\n`
  const ends = new Set([0])
  for (let at = 0; at < text.length; at += 1) if (text[at] === '\n') ends.add(at).add(at + 1)
  for (let length = 0; length <= text.length; length += 1) {
    const start = text.slice(0, length)
    const { cutLine } = readFhirLines(start.split('\n'))
    expect([start, cutLine]).toEqual([start, ends.has(length) ? null : start.split('\n').length])
  }
})

test('[FH14] a line that is no JSON and has an end is a bad line, and no sign that the text breaks off', () => {
  const read = readFhirLines([JSON.stringify(location()), '{"resourceType":"Slot"', ''])
  expect([read.cutLine, read.refusedLines]).toEqual([null, 1])
  expect(readFhirLines([JSON.stringify(location()), 'x'.repeat(300_000)]).cutLine).toBe(2)
  expect(readFhirLines([JSON.stringify(location()), 'MSH|^~\\&|SCHApp|']).cutLine).toBeNull()
})

test('[FH14] refused lines are counted by the gravest of their faults, and the member it is in, however many there are', () => {
  const both = { ...slot({ status: 'Jim', serviceType: [{ coding: [{ subject: 1 }] }] }) }
  const lines = [
    ...Array(200).fill(slot({ status: 'Jim', start: 'x' })),
    both,
    schedule({ actor: [{ reference: 'x' }] }),
  ]
  const read = readFhirLines([...lines.map((one) => JSON.stringify(one)), 'MSH|^~\\&|SCHApp|', '{', ''])
  expect([...read.refusedBy.values()]).toEqual([
    { code: 'invalid-value', pointer: '/status', lines: 200 },
    { code: 'person-member', pointer: '/serviceType', lines: 1 },
    { code: 'reference-unreadable', pointer: '/actor', lines: 1 },
    { code: 'hl7v2', pointer: '', lines: 1 },
    { code: 'not-json', pointer: '', lines: 1 },
  ])
})

test('[FH14] at most 100 faults are told; all refused lines are counted', () => {
  const read = readFhirLines(Array(500).fill('Jim'))
  expect(read.refusedLines).toBe(500)
  expect(read.faults).toHaveLength(100)
})

test('[FH14] lines that were parsed already', () => {
  const read = readFhirValues([slot(), null, location()])
  expect(read.resources.map((resource) => resource.resourceType)).toEqual(['Slot', 'Location'])
  expect(read.faults).toEqual([{ line: 2, code: 'not-a-resource', pointer: '' }])
})

test('[FH17] a line with a member twice is refused, at any depth, also where a name is written in two ways', () => {
  const text = JSON.stringify(slot())
  const read = readFhirLines([
    text.replace('{', '{"resourceType":"Patient",'),
    text.replace('"reference"', '"reference":"Patient/1","reference"'),
    text.replace('{', '{"\\u0073tatus":"busy",'),
    JSON.stringify(slot({ comment: 'a "quote": {"x":1,"x":2}' })),
  ])
  expect(read.faults).toEqual([1, 2, 3].map((line) => ({ line, code: 'repeated-member', pointer: '' })))
  expect(read.resources).toHaveLength(1)
})

test('[FH18] lines that speak of two servers are told: one id on two of them is two things', () => {
  const on = (server: string) => slot({ schedule: { reference: `https://${server}/Schedule/1` } })
  const ofServers = (...servers: string[]) => readFhirLines(servers.map((server) => JSON.stringify(on(server))))
  expect(ofServers('a.example', 'a.example').otherServerLine).toBeNull()
  expect(ofServers('a.example', 'a.example', 'b.example', 'b.example').otherServerLine).toBe(3)
})
