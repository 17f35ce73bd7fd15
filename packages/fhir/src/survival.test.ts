import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundle, location, schedule, slot } from '../test/make.ts'
import { readFhirLines, readFhirValues } from './lines.ts'
import { readFhir } from './read-fhir.ts'

/** What a leak would look like: a marker that is nowhere in our own words, with a blank so that it is no id. */
const secret = fc.stringMatching(/^Zq[a-z]{6} [a-z]{0,9}$/)

/** Any JSON with secrets as values and as names. */
const anything = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    secret,
    fc.constantFrom(null, 1, true, 'free', 'Location/1', 'Slot'),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(secret, fc.constantFrom('coding', 'text', 'code', 'reference', 'url')), tie('node'), {
      maxKeys: 3,
    }),
  ),
})).node

const memberNames = [
  ...['id', 'meta', 'text', 'extension', 'identifier', 'comment', 'name', 'status', 'start', 'end', 'schedule'],
  ...['actor', 'serviceType', 'specialty', 'serviceCategory', 'appointmentType', 'overbooked', 'partOf', 'address'],
  ...['telecom', 'description', 'alias', 'contained', 'subject', '_start', 'modifierExtension', '__proto__'],
]

const spoiled = fc
  .tuple(
    fc.constantFrom(slot(), schedule(), location()),
    fc.array(fc.tuple(fc.oneof(fc.constantFrom(...memberNames), secret), anything), { maxLength: 4 }),
  )
  .map(([resource, members]) => ({ ...resource, ...Object.fromEntries(members) }))

const hasSecret = (answer: unknown) => /Zq/i.test(JSON.stringify(answer))

test('[FH5, FH4] whatever is put wherever, no text of it is in the answer, in resources or in refusals', () => {
  let taken = 0
  fc.assert(
    fc.property(fc.array(spoiled, { maxLength: 3 }), anything, (resources, stray) => {
      const answer = readFhir(bundle(resources))
      if (answer.kind === 'ok') taken++
      const spoiledBundle = readFhir(bundle([slot()], { entry: stray, link: stray }))
      const lines = readFhirLines([...resources, stray].map((line) => JSON.stringify(line)))
      expect([answer, spoiledBundle, lines, readFhirValues([stray])].filter(hasSecret)).toEqual([])
    }),
    { numRuns: 1_000 },
  )
  expect(taken).toBeGreaterThan(50)
})

test('[FH8] nothing parsed from JSON makes it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), anything, spoiled), (message) => {
      expect(['ok', 'refused']).toContain(readFhir(message).kind)
    }),
    { numRuns: 1_000 },
  )
})

test('[FH3] a person anywhere in a resource refuses it', () => {
  const person = fc.constantFrom(
    { subject: 'x' },
    { reference: 'Patient/1' },
    { type: 'RelatedPerson' },
    { resourceType: 'Patient' },
    { contained: [] },
  )
  const droppedMembers = ['text', 'comment', 'identifier', 'end', '_start', 'language']
  const wrap = fc.array(fc.constantFrom('list', 'a', 'extension'), { maxLength: 5 })
  fc.assert(
    fc.property(person, fc.constantFrom(...droppedMembers), wrap, (found, member, path) => {
      const inside = path.reduce<unknown>((value, name) => (name === 'list' ? [value] : { [name]: value }), found)
      expect(readFhir(slot({ [member]: inside })).kind).toBe('refused')
    }),
  )
})
