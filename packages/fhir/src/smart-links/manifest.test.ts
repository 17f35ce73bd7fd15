import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseManifest } from './manifest.ts'

const url = 'https://feed.example/slots.ndjson'
const manifest = (members: object = {}) => ({
  transactionTime: '2026-03-02T12:00:00Z',
  output: [],
  error: [],
  ...members,
})

test('[FH40] the recorded manifest, its null members let pass', () => {
  const file = new URL('../../test/data/rite-aid-nj-2023-03-24/bulk-publish.json', import.meta.url)
  const answer = parseManifest(JSON.parse(readFileSync(file, 'utf8')))
  expect(answer).toMatchObject({
    kind: 'ok',
    manifest: { transactionTime: '2023-03-24T20:27:12.613Z', skippedFiles: 0, errors: 0 },
  })
  expect(answer.kind === 'ok' && answer.manifest.files).toHaveLength(51)
})

test('[FH40] unknown types are skipped, and counted; states are read', () => {
  const output = [
    { type: 'Practitioner', url: 'https://feed.example/people.ndjson' },
    null,
    { type: 'Slot', url, extension: { state: ['NJ', 'nowhere', null] } },
  ]
  expect(parseManifest(manifest({ output, error: [{ type: 'OperationOutcome' }], schedule: null }))).toEqual({
    kind: 'ok',
    manifest: {
      transactionTime: '2026-03-02T12:00:00.000Z',
      files: [{ type: 'Slot', url, states: ['NJ'] }],
      skippedFiles: 2,
      errors: 1,
    },
  })
})

test('[FH40] a url listed twice is one file', () => {
  const output = ['NJ', 'DE'].map((state) => ({ type: 'Slot', url, extension: { state: [state] } }))
  const answer = parseManifest(manifest({ output }))
  expect(answer).toMatchObject({ manifest: { files: [{ url, states: ['NJ', 'DE'] }] } })
})

test('[FH40] listed once for a state and once without, it may hold any state', () => {
  const limited = { type: 'Slot', url, extension: { state: ['NJ'] } }
  const any = { type: 'Slot', url }
  for (const output of [
    [limited, any],
    [any, limited],
    [limited, any, limited],
  ])
    expect(parseManifest(manifest({ output }))).toMatchObject({ manifest: { files: [{ url, states: [] }] } })
})

test('[FH40] a member twice is refused, wherever it is: of two lists of files only one would be read', () => {
  const refused = { kind: 'refused', pointer: '' }
  const read = (json: string) => parseManifest(JSON.parse(json), json)
  const once = JSON.stringify(manifest({ output: [{ type: 'Slot', url }] }))
  expect(read(once)).toMatchObject({ kind: 'ok' })
  expect(read(once.replace('"output":', '"output":[],"output":'))).toEqual(refused)
  expect(read(once.replace('"type":"Slot"', '"type":"Location","type":"Slot"'))).toEqual(refused)
})

test('[FH40] nested without end it is refused and overflows nothing', () => {
  const json = `{"transactionTime":"2026-03-02T12:00:00Z","output":[],"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  expect(parseManifest(JSON.parse(json), json)).toEqual({ kind: 'refused', pointer: '' })
})

test.each([
  ['', null],
  ['', []],
  ['/transactionTime', manifest({ transactionTime: null })],
  ['/transactionTime', manifest({ transactionTime: 'yesterday' })],
  ['/output', manifest({ output: null })],
  ['/output/0', manifest({ output: [{ type: 'Slot' }] })],
  [
    '/output/1',
    manifest({
      output: [
        { type: 'Slot', url },
        { type: 'Location', url: 'locations.ndjson' },
      ],
    }),
  ],
  ['/output/0', manifest({ output: [{ type: 'Slot', url: 'file:///etc/passwd' }] })],
  ['/output/0', manifest({ output: ['https://feed.example'] })],
])('[FH40] refused at %j', (pointer, value) => {
  expect(parseManifest(value)).toEqual({ kind: 'refused', pointer })
})
