import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { hidingAllBut } from './hide-texts.ts'
import { readFile } from './read-file.ts'

const named = ['one', 'two'].map((fhirId) => ({ fhirId, locationId: fhirId }))
const reading = { maxResources: 10, hiding: hidingAllBut({ locations: named, services: [] }) }

async function* inPieces(text: string, length: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

const location = (id: string, name: string) => JSON.stringify({ resourceType: 'Location', id, name })

test('wherever pieces end, in a letter of two bytes too, the lines are the same', async () => {
  const text = `${location('one', 'Zürich')}\n\nno resource\n${location('two', 'Ærø')}`
  const whole = await readFile(inPieces(text, text.length * 2), reading)
  expect(whole).toMatchObject({ resources: [{ id: 'one' }, { id: 'two' }], refusedLines: 1 })
  for (const length of [1, 2, 7]) expect(await readFile(inPieces(text, length), reading)).toEqual(whole)
})

const recorded = new URL('../../fhir/test/data/rite-aid-nj-2023-03-24/locations.ndjson.gz', import.meta.url)

test('a recorded file that breaks off in the middle of a line is unreadable, whatever was read before it', async () => {
  const text = gunzipSync(readFileSync(recorded)).toString()
  const [first = '', second = ''] = text.split('\n')
  const whole = `${first}\n${second}\n`
  for (let length = 1; length <= whole.length; length += 7) {
    const isWhole = length === first.length || length === first.length + 1 || length >= whole.length - 1
    const read = readFile(inPieces(whole.slice(0, length), 1_000), reading)
    if (isWhole) await read
    else await expect(read).rejects.toMatchObject({ code: 'file-unreadable' })
  }
  const long = `${first}\n${'x'.repeat(1_100_000)}`
  await expect(readFile(inPieces(long, 65_536), reading)).rejects.toMatchObject({
    code: 'file-unreadable',
  })
})

test('a line longer than is held costs itself, in however small pieces it comes', async () => {
  const text = `${' '.repeat(1_100_000)}\n${location('one', 'x')}\n`
  const read = await readFile(inPieces(text, 16), reading)
  expect(read).toMatchObject({ resources: [{ id: 'one' }], refusedLines: 1 })
})
