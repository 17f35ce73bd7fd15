// Conformance with Standard Webhooks 1.0.0: the published vector, one of ours, and every case that must fail.
import { webcrypto } from 'node:crypto'
import * as fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test, vi } from 'vitest'
import { decodeSigningSecret, makeSigningSecret } from './signing-secret.ts'
import { signWebhook, toleranceSeconds, verifyWebhook } from './standard-webhooks.ts'

const published = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1_614_265_330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}
const withoutSpace = {
  ...published,
  body: '{"test":2432232314}',
  signature: 'v1,Vif40peJBP7Iyl0XGmu61n4MwdrcHov5CFREBpE0svs=',
}
const ours = {
  secret: 'whsec_Y2FwYWNpdHktZGVtby1zaWduaW5nLWtleS0wMDAxISE=',
  id: 'msg_demo0001',
  timestamp: 1_795_338_005,
  body: '{"type":"recommendation.published","timestamp":"2026-11-22T09:00:05Z","data":{"recommendation_id":"rec_01","location_id":"loc-austin","service_line":"dermatology"}}',
  signature: 'v1,j+7RPePR8yYZgsJhVakFEVgvikAVHIzGVtrvg0NgCVI=',
}
type Vector = typeof published

const other = 'whsec_c29tZSBvdGhlciBzZWNyZXQgb2YgdGhpcnR5LXR3byBieXRlcw=='

const headersOf = (vector: Vector) => ({
  'webhook-id': vector.id,
  'webhook-timestamp': String(vector.timestamp),
  'webhook-signature': vector.signature,
})

interface Attempt {
  headers?: Record<string, string | string[] | undefined>
  body?: string | Buffer
  secrets?: string[]
  /** How far our clock is from the message's timestamp. */
  late?: number
}

/** The published message with something changed. */
async function verdict({ headers = {}, body = published.body, secrets = [published.secret], late = 0 }: Attempt) {
  const now = new Date((published.timestamp + late) * 1_000)
  const answer = await verifyWebhook({ ...headersOf(published), ...headers }, Buffer.from(body), secrets, now)
  return answer.valid ? 'valid' : answer.fault
}

describe.each<[string, Vector]>([
  ['published', published],
  ['published, without the space', withoutSpace],
  ['ours', ours],
])('the vector %s', (_name, vector) => {
  const { id, timestamp, body, secret } = vector
  const at = new Date(timestamp * 1_000)

  test('is what we sign', () => {
    expect(signWebhook({ id, at, body }, [secret])).toEqual(headersOf(vector))
  })

  test('is what we verify', async () => {
    const answer = await verifyWebhook(headersOf(vector), Buffer.from(body), [secret], at)
    expect(answer).toEqual({ valid: true, id, by: [secret] })
  })
})

describe('verifies', () => {
  const [signature] = published.signature.split(' ')
  test.each<[string, Attempt]>([
    ['a secret given without its prefix', { secrets: [published.secret.slice('whsec_'.length)] }],
    ['with the second of two secrets, while they are rotated', { secrets: [other, published.secret] }],
    ['the second of two signatures', { headers: { 'webhook-signature': `${withoutSpace.signature} ${signature}` } }],
    [
      'past versions it does not know',
      { headers: { 'webhook-signature': `v1a,${'A'.repeat(86)}== v2,x ${signature}` } },
    ],
    ['a message exactly five minutes old', { late: toleranceSeconds }],
    ['a message exactly five minutes ahead', { late: -toleranceSeconds }],
  ])('%s', async (_name, attempt) => {
    expect(await verdict(attempt)).toBe('valid')
  })
})

describe('a large body', () => {
  const body = Buffer.alloc(1_000_000, 'a')
  const secrets = Array.from({ length: 8 }, () => makeSigningSecret())
  const now = new Date(0)

  test('is hashed beside the event loop, which turns meanwhile; the answer says who signed', async () => {
    const signing = secrets.slice(2, 4)
    const signed = { ...signWebhook({ id: 'm', at: now, body }, signing) }
    let [turns, isDone] = [0, false]
    const turn = () => {
      turns += 1
      if (!isDone) setImmediate(turn)
    }
    turn()
    expect(await verifyWebhook(signed, body, secrets, now)).toEqual({ valid: true, id: 'm', by: signing })
    isDone = true
    expect(turns).toBeGreaterThan(secrets.length)
  })

  test('is hashed once for each secret, and not where there is no signature to compare', async () => {
    const hashed = vi.spyOn(webcrypto.subtle, 'sign')
    try {
      const signed = { ...signWebhook({ id: 'm', at: now, body }, secrets) }
      await verifyWebhook(signed, body, secrets, now)
      expect(hashed).toHaveBeenCalledTimes(secrets.length)
      await verifyWebhook({ ...signed, 'webhook-signature': 'v2,x' }, body, secrets, now)
      expect(hashed).toHaveBeenCalledTimes(secrets.length)
    } finally {
      hashed.mockRestore()
    }
  })
})

describe('refuses', () => {
  const sign = (text: string) => ({ 'webhook-signature': text })
  test.each<[string, Attempt, string]>([
    ['no id', { headers: { 'webhook-id': undefined } }, 'missing'],
    ['no timestamp', { headers: { 'webhook-timestamp': undefined } }, 'missing'],
    ['no signature', { headers: { 'webhook-signature': undefined } }, 'missing'],
    ['an empty signature', { headers: sign('') }, 'missing'],
    ['a header there twice', { headers: { 'webhook-id': [published.id, published.id] } }, 'missing'],
    ['a timestamp that is no number', { headers: { 'webhook-timestamp': 'hello' } }, 'malformed'],
    ['a number with letters behind it', { headers: { 'webhook-timestamp': `${published.timestamp}abc` } }, 'malformed'],
    ['a number with a space before it', { headers: { 'webhook-timestamp': ` ${published.timestamp}` } }, 'malformed'],
    ['a signed number', { headers: { 'webhook-timestamp': `+${published.timestamp}` } }, 'malformed'],
    ['a fraction', { headers: { 'webhook-timestamp': `${published.timestamp}.0` } }, 'malformed'],
    ['an exponent', { headers: { 'webhook-timestamp': '1614265330e0' } }, 'malformed'],
    [
      'a zero in front: other text was signed',
      { headers: { 'webhook-timestamp': `0${published.timestamp}` } },
      'no-match',
    ],
    ['an id with a dot', { headers: { 'webhook-id': `msg.${published.timestamp}` } }, 'malformed'],
    ['a message a second too old', { late: toleranceSeconds + 1 }, 'outside-tolerance'],
    ['a message a second too far ahead', { late: -toleranceSeconds - 1 }, 'outside-tolerance'],
    ['a signature cut short', { headers: sign(published.signature.slice(0, -4)) }, 'no-match'],
    ['a signature with something behind it', { headers: sign(`${published.signature}x`) }, 'no-match'],
    ['nothing after the version', { headers: sign('v1,') }, 'no-match'],
    ['the version alone', { headers: sign('v1') }, 'no-match'],
    ['only a version we do not know', { headers: sign(published.signature.replace('v1', 'v2')) }, 'no-match'],
    ['the body with a space less', { body: withoutSpace.body }, 'no-match'],
    ['another id', { headers: { 'webhook-id': 'msg_other' } }, 'no-match'],
    ['another secret', { secrets: [other] }, 'no-match'],
    ['everything while there is no secret', { secrets: [] }, 'no-match'],
    ['a signature behind twenty others', { headers: sign(`${'v1,x '.repeat(20)}${published.signature}`) }, 'no-match'],
  ])('%s', async (_name, attempt, fault) => {
    expect(await verdict(attempt)).toBe(fault)
  })

  test('bytes that only look the same as text', async () => {
    const signed = signWebhook({ id: 'm', at: new Date(0), body: Buffer.from([0xff]) }, [other])
    const check = async (byte: number) =>
      (await verifyWebhook({ ...signed }, Buffer.from([byte]), [other], new Date(0))).valid
    expect([await check(0xff), await check(0xfe)]).toEqual([true, false])
  })
})

describe('a secret', () => {
  test.each([
    ['empty', ''],
    ['the prefix alone', 'whsec_'],
    ['23 bytes', Buffer.alloc(23, 7).toString('base64')],
    ['65 bytes', Buffer.alloc(65, 7).toString('base64')],
    ['not base64', `whsec_${'!'.repeat(32)}`],
    ['base64 without its padding', Buffer.alloc(25, 7).toString('base64').replaceAll('=', '')],
    ['another kind of key', 'whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  ])('%s is refused, and never used to sign or verify', async (_name, text) => {
    expect(decodeSigningSecret(text)).toBeNull()
    expect(() => signWebhook({ id: 'm', at: new Date(0), body: '' }, [text])).toThrow(RangeError)
    await expect(verdict({ secrets: [text] })).rejects.toThrow(RangeError)
  })

  test.each([24, 64])('of %i bytes is taken', (length) => {
    expect(decodeSigningSecret(Buffer.alloc(length, 7).toString('base64'))).toHaveLength(length)
  })

  test('that we make has 32 random bytes', () => {
    expect([makeSigningSecret(), makeSigningSecret()].map((text) => decodeSigningSecret(text)?.length)).toEqual([
      32, 32,
    ])
    expect(makeSigningSecret()).not.toBe(makeSigningSecret())
  })
})

test.each(['', 'a.b', 'with space', 'naïve'])('an id that cannot be signed is the caller’s mistake: %j', (id) => {
  expect(() => signWebhook({ id, at: new Date(0), body: '' }, [other])).toThrow(RangeError)
})

describe('the official library', () => {
  const secret = fc
    .uint8Array({ minLength: 24, maxLength: 64 })
    .map((bytes) => `whsec_${Buffer.from(bytes).toString('base64')}`)
  const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/)
  const body = fc.string({ unit: 'grapheme' })

  test('verifies what we sign', () => {
    const at = new Date()
    fc.assert(
      fc.property(secret, id, body, (secret, id, body) => {
        new Webhook(secret).verify(body, { ...signWebhook({ id, at, body }, [other, secret]) }, { jsonParse: false })
      }),
    )
  })

  test('signs what we verify', async () => {
    const at = new Date()
    await fc.assert(
      fc.asyncProperty(secret, id, body, async (secret, id, body) => {
        const signed = {
          ...signWebhook({ id, at, body }, [other]),
          'webhook-signature': new Webhook(secret).sign(id, at, body),
        }
        return (await verifyWebhook(signed, Buffer.from(body), [secret], at)).valid
      }),
    )
  })
})
