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
