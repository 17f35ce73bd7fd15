import { makeSigningSecret, signWebhook } from '@sluice/secrets'
import { describe, expect, test } from 'vitest'
import { sourceGate } from './source-gate.ts'
import type { OpenedRule } from './source-rules.ts'

const [mine, theirs] = [makeSigningSecret(), makeSigningSecret()]
const now = new Date('2026-11-22T09:00:00Z')
const body = Buffer.from('[]')
const open: OpenedRule = {
  acceptsNumericIds: false,
  requireSignature: false,
  keyIds: null,
  secrets: [],
  hasUnreadable: false,
}
const rules = new Map<string, OpenedRule>([
  ['/bound', { ...open, keyIds: new Set(['key-a']) }],
  ['/signed', { ...open, requireSignature: true, secrets: [mine] }],
  ['/other', { ...open, requireSignature: true, secrets: [theirs] }],
  ['/without-secret', { ...open, requireSignature: true }],
])

function codes(secrets: string[], changes: Partial<Parameters<typeof sourceGate>[1]> = {}) {
  const headers = secrets.length === 0 ? {} : { ...signWebhook({ id: 'm', at: now, body }, secrets) }
  const gate = sourceGate(rules, { keyId: 'key-a', headers, body, outside: null, now, ...changes })
  return ['/any', '/bound', '/signed', '/other', '/without-secret'].map((source) => gate(source)?.code ?? 'taken')
}
const signature = 'invalid-signature'

describe('a request', () => {
  test('without a signature has what needs none', () => {
    expect(codes([])).toEqual(['taken', 'taken', signature, signature, signature])
  })

  test('of another key has nothing of a source bound to one', () => {
    expect(codes([], { keyId: 'key-b' })[1]).toBe('source-forbidden')
  })

  test('signed with one source’s secret has that source, and not the other', () => {
    expect(codes([mine])).toEqual(['taken', 'taken', 'taken', signature, signature])
  })

  test('signed with both secrets has both', () => {
    expect(codes([mine, theirs])).toEqual(['taken', 'taken', 'taken', 'taken', signature])
  })

  test('that is a stream has no source that must sign', () => {
    expect(codes([mine], { body: null })[2]).toBe(signature)
  })

  test('that says outside of its body what decides the event has no source that must sign', () => {
    expect(codes([mine], { outside: 'headers of the event' })).toEqual([
      'taken',
      'taken',
      signature,
      signature,
      signature,
    ])
  })

  test('whose body was changed on the way has none', () => {
    expect(codes([mine], { body: Buffer.from('[ ]') })[2]).toBe(signature)
  })

  test('that a secret which cannot be opened might have signed is to come again; what is wrong in any case is refused', () => {
    const half = new Map([['/signed', { ...open, requireSignature: true, secrets: [mine], hasUnreadable: true }]])
    const ask = (secrets: string[], changes: Partial<Parameters<typeof sourceGate>[1]> = {}) => {
      const headers = secrets.length === 0 ? {} : { ...signWebhook({ id: 'm', at: now, body }, secrets) }
      return sourceGate(half, { keyId: 'key-a', headers, body, outside: null, now, ...changes })('/signed')
    }
    expect(ask([mine])).toBe(null)
    expect(() => ask([theirs])).toThrow(
      expect.objectContaining({ code: 'unavailable', headers: { 'retry-after': '60' } }),
    )
    expect(ask([])?.code).toBe(signature)
    expect(ask([theirs], { now: new Date(now.getTime() + 301_000) })?.code).toBe(signature)
    expect(ask([theirs], { body: null })?.code).toBe(signature)
  })
})
