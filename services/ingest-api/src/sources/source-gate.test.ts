import { webcrypto } from 'node:crypto'
import { makeSigningSecret, signWebhook } from '@sluice/secrets'
import { describe, expect, test, vi } from 'vitest'
import { type SenderProof, sourceGate } from './source-gate.ts'
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

async function codes(secrets: string[], changes: Partial<SenderProof> = {}) {
  const headers = secrets.length === 0 ? {} : { ...signWebhook({ id: 'm', at: now, body }, secrets) }
  const gate = sourceGate(rules, { keyId: 'key-a', headers, body, outside: null, now, ...changes })
  const sources = ['/any', '/bound', '/signed', '/other', '/without-secret']
  await gate.verify(sources)
  return sources.map((source) => gate.refusalOf(source)?.code ?? 'taken')
}
const signature = 'invalid-signature'

describe('a request', () => {
  test('without a signature has what needs none', async () => {
    expect(await codes([])).toEqual(['taken', 'taken', signature, signature, signature])
  })

  test('of another key has nothing of a source bound to one', async () => {
    expect((await codes([], { keyId: 'key-b' }))[1]).toBe('source-forbidden')
  })

  test('signed with one source’s secret has that source, and not the other', async () => {
    expect(await codes([mine])).toEqual(['taken', 'taken', 'taken', signature, signature])
  })

  test('signed with both secrets has both', async () => {
    expect(await codes([mine, theirs])).toEqual(['taken', 'taken', 'taken', 'taken', signature])
  })

  test('that is a stream has no source that must sign', async () => {
    expect((await codes([mine], { body: null }))[2]).toBe(signature)
  })

  test('that says outside of its body what decides the event has no source that must sign', async () => {
    expect(await codes([mine], { outside: 'headers of the event' })).toEqual([
      'taken',
      'taken',
      signature,
      signature,
      signature,
    ])
  })

  test('whose body was changed on the way has none', async () => {
    expect((await codes([mine], { body: Buffer.from('[ ]') }))[2]).toBe(signature)
  })

  test('that a secret which cannot be opened might have signed is to come again; what is wrong in any case is refused', async () => {
    const half = new Map([['/signed', { ...open, requireSignature: true, secrets: [mine], hasUnreadable: true }]])
    const ask = async (secrets: string[], changes: Partial<SenderProof> = {}) => {
      const headers = secrets.length === 0 ? {} : { ...signWebhook({ id: 'm', at: now, body }, secrets) }
      const gate = sourceGate(half, { keyId: 'key-a', headers, body, outside: null, now, ...changes })
      await gate.verify(['/signed'])
      return gate.refusalOf('/signed')
    }
    expect(await ask([mine])).toBe(null)
    await expect(ask([theirs])).rejects.toThrow(
      expect.objectContaining({ code: 'unavailable', headers: { 'retry-after': '60' } }),
    )
    expect((await ask([]))?.code).toBe(signature)
    expect((await ask([theirs], { now: new Date(now.getTime() + 301_000) }))?.code).toBe(signature)
    expect((await ask([theirs], { body: null }))?.code).toBe(signature)
  })

  describe('that names many sources which must sign', () => {
    const many = Array.from({ length: 21 }, (_, n) => `/signed-${n}`)
    const twoEach = new Map(
      many.map((source): [string, OpenedRule] => [
        source,
        { ...open, requireSignature: true, secrets: [makeSigningSecret(), makeSigningSecret()] },
      ]),
    )
    const [first = mine] = twoEach.get('/signed-0')?.secrets ?? []
    const gateOf = (changes: Partial<SenderProof> = {}) => {
      const headers = { ...signWebhook({ id: 'm', at: now, body }, [first]) }
      return sourceGate(twoEach, { keyId: 'key-a', headers, body, outside: null, now, ...changes })
    }

    test('is hashed once for each secret of twenty, however many events name them', async () => {
      const hashed = vi.spyOn(webcrypto.subtle, 'sign')
      try {
        const gate = gateOf()
        const twenty = many.slice(0, 20)
        await gate.verify([...twenty, ...twenty, '/any', null, 5, {}])
        expect(hashed).toHaveBeenCalledTimes(40)
        expect(twenty.map((source) => gate.refusalOf(source)?.code ?? 'taken')).toEqual(
          twenty.map((source) => (source === '/signed-0' ? 'taken' : signature)),
        )
      } finally {
        hashed.mockRestore()
      }
    })

    test('is refused from the twenty-first on, before anything is hashed', async () => {
      const hashed = vi.spyOn(webcrypto.subtle, 'sign')
      try {
        await expect(gateOf().verify(many)).rejects.toThrow(
          expect.objectContaining({
            code: 'body-too-large',
            message: 'A request names at most 20 sources that must sign.',
          }),
        )
        expect(hashed).not.toHaveBeenCalled()
      } finally {
        hashed.mockRestore()
      }
    })

    test('is none of them where no signature could help: a stream, and what is said outside of the body', async () => {
      for (const changes of [{ body: null }, { outside: 'headers' }]) {
        const gate = gateOf(changes)
        await gate.verify(many)
        expect(many.map((source) => gate.refusalOf(source)?.code)).toEqual(many.map(() => signature))
      }
    })
  })
})
