import { expect, test } from 'vitest'
import { type AuditLine, lineToText, textToLine } from './audit-line.ts'
import { ChainReader } from './chain-reader.ts'
import { BEGINNING, hashEntry } from './hash-entry.ts'

function chainOf(length: number): AuditLine[] {
  const chain: AuditLine[] = []
  for (let seq = 1; seq <= length; seq += 1) {
    const entry = {
      organizationId: 'north',
      seq,
      at: `2026-11-25T21:30:00.${String(seq).padStart(6, '0')}Z`,
      actor: 'owner',
      action: 'pool.put',
      object: `pool-${seq}`,
      outcome: 'done',
      reason: null,
      times: 1,
      requestId: null,
      prevHash: chain.at(-1)?.hash ?? BEGINNING,
    }
    chain.push({ ...entry, hash: hashEntry(entry) })
  }
  return chain
}

function faultsOf(entries: readonly AuditLine[]): string[] {
  const reader = new ChainReader()
  for (const entry of entries) reader.read(entry)
  return reader.faults.map(({ seq, message }) => `${seq} ${message}`)
}

/** Written by hand of migrations/0010: a change of the form would make every chain in the field unreadable. */
test('the hash of an entry is that of its fields, each with its length', () => {
  const [entry] = chainOf(1)
  expect(entry?.hash).toBe('65a856014baecc2d2badd3af5777256dfa8261aaaf053d9b026f6500909939ad')
})

test('a whole chain has no fault, from its beginning or from the middle', () => {
  expect(faultsOf(chainOf(5))).toEqual([])
  expect(faultsOf(chainOf(5).slice(2))).toEqual([])
  expect(faultsOf([])).toEqual([])
})

test('where it begins is told, and whether what it follows was noted', () => {
  const chain = chainOf(4)
  const startOf = (entries: readonly AuditLine[], noted: string[] = []) => {
    const reader = new ChainReader(noted)
    for (const entry of entries) reader.read(entry)
    return { start: reader.start, missing: reader.missing }
  }
  const [first, second] = [chain[0]?.hash ?? '', chain[1]?.hash ?? '']
  expect(startOf([])).toEqual({ start: undefined, missing: [] })
  expect(startOf(chain).start).toEqual({ seq: 1, followsNoted: false })
  expect(startOf(chain.slice(2), [second])).toEqual({ start: { seq: 3, followsNoted: true }, missing: [] })
  expect(startOf(chain.slice(2), [first])).toEqual({ start: { seq: 3, followsNoted: false }, missing: [first] })
})

test.each(['at', 'actor', 'action', 'object', 'outcome', 'organizationId'] as const)('another %s shows', (field) => {
  const chain = chainOf(3)
  expect(faultsOf(chain.map((entry) => (entry.seq === 2 ? { ...entry, [field]: 'other' } : entry)))).toEqual([
    '2 was changed: its content does not have its hash',
  ])
})

test.each([
  ['reason', 'null is not the text null', { reason: 'null' }],
  ['requestId', 'nor nothing', { requestId: '' }],
  ['times', 'a count is a part too', { times: 2 }],
  ['actor', 'a field does not run into the next', { actor: 'ownerp', action: 'ool.put' }],
])('%s: %s', (_field, _why, change) => {
  expect(faultsOf(chainOf(3).map((entry) => (entry.seq === 2 ? { ...entry, ...change } : entry)))).toHaveLength(1)
})

test('an entry changed together with its hash breaks the link of the next', () => {
  const chain = chainOf(3).map((entry) => {
    if (entry.seq !== 2) return entry
    const changed = { ...entry, actor: 'other' }
    return { ...changed, hash: hashEntry(changed) }
  })
  expect(faultsOf(chain)).toEqual(['3 is not linked to the entry before it'])
})

test('what was taken out, moved or doubled shows', () => {
  const [first, second, third] = chainOf(3) as [AuditLine, AuditLine, AuditLine]
  expect(faultsOf([first, third])).toEqual(['3 entry 2 before it is missing'])
  expect(faultsOf([first, third, second])).toEqual([
    '3 entry 2 before it is missing',
    '2 stands after entry 3: entries were reordered or repeated',
  ])
  expect(faultsOf([first, first])).toEqual(['1 stands after entry 1: entries were reordered or repeated'])
  // Numbers changed along with the places.
  expect(faultsOf([first, { ...third, seq: 2 }, { ...second, seq: 3 }])).toHaveLength(2)
})

test('what was cut off at the end shows by a hash noted before', () => {
  const chain = chainOf(3)
  const noted = chain[2]?.hash ?? ''
  const [whole, cut] = [new ChainReader([noted]), new ChainReader([noted])]
  for (const entry of chain) whole.read(entry)
  for (const entry of chain.slice(0, 2)) cut.read(entry)
  expect([whole.missing, cut.missing, cut.faults]).toEqual([[], [noted], []])
})

test('an exported line reads back; anything else is none', () => {
  const [entry] = chainOf(1) as [AuditLine]
  expect(textToLine(lineToText(entry))).toEqual(entry)
  for (const text of ['', 'x', '[]', '{}', 'null', lineToText(entry).replace('"seq":1', '"seq":"1"')])
    expect(textToLine(text), text).toBeNull()
})
