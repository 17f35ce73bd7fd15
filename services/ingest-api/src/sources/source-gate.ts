import type { IncomingHttpHeaders } from 'node:http'
import { mostSignatures, type SignatureFault, verifyWebhook } from '@sluice/secrets'
import { Problem } from '@sluice/service-kit'
import type { OpenedRule, SourceRules } from './source-rules.ts'

/** Why the events of a source are not taken from who sends them. */
export interface SourceRefusal {
  code: 'source-forbidden' | 'invalid-signature'
  /** What was expected. */
  detail: string
}

/** What tells who sends. */
export interface SenderProof {
  keyId: string
  headers: IncomingHttpHeaders
  /** As it came; null: a stream, of which there is no whole to sign. */
  body: Buffer | null
  /** What beside the body decides what the event says, and no signature covers; null: nothing. */
  outside: string | null
  now: Date
}

/** Whether the events of a source may be taken from this sender: by its key, and where the source must sign, by the signature. */
export interface SourceGate {
  /**
   * Compares the request's signatures with those of all these sources that must sign; `refusalOf` answers for them
   * afterwards.
   * @throws Problem `body-too-large` where more of them must sign than a request carries signatures; Problem
   * `unavailable` where a secret that cannot be opened might have signed: that is no fault of the sender, who is to
   * send again, all of it.
   */
  verify: (sources: Iterable<unknown>) => Promise<void>
  /** Why events of this source are not taken from this sender; null: they are. */
  refusalOf: (source: string) => SourceRefusal | null
}

/**
 * The gate of one request. The body is hashed at most once for each secret of at most 20 sources, however many events
 * name them.
 */
export function sourceGate(rules: SourceRules, proof: SenderProof): SourceGate {
  const signatures = new Map<string, SourceRefusal | null>()
  return {
    verify: async (sources) => {
      for (const [source, refusal] of await signatureRefusals(rules, proof, new Set(sources)))
        signatures.set(source, refusal)
    },
    refusalOf: (source) => {
      const rule = rules.get(source)
      if (rule === undefined) return null
      const refusal = refusalUnread(rule, proof)
      if (refusal !== null || !rule.requireSignature) return refusal
      const answer = signatures.get(source)
      if (answer === undefined) throw new Error('a source that must sign was asked of before it was verified')
      return answer
    },
  }
}

/** The `webhook-id` of a request whose signature the gate of this source asked for and verified; null: it asks for none. */
export function signedIdOf(rules: SourceRules, headers: IncomingHttpHeaders, source: string): string | null {
  return rules.get(source)?.requireSignature === true ? String(headers['webhook-id']) : null
}

/** What is known without a look at the body. */
function refusalUnread(rule: OpenedRule, { keyId, body, outside }: SenderProof): SourceRefusal | null {
  if (rule.keyIds !== null && !rule.keyIds.has(keyId))
    return { code: 'source-forbidden', detail: 'a source that this key may send' }
  if (!rule.requireSignature) return null
  if (body === null) return { code: 'invalid-signature', detail: 'not in a stream of lines: there is no whole to sign' }
  // Otherwise somebody who intercepted a signed body could send it again as other events.
  if (outside !== null) return { code: 'invalid-signature', detail: `without ${outside}: no signature covers them` }
  return null
}

/** Of those that must sign and are not refused anyway. */
async function signatureRefusals(
  rules: SourceRules,
  proof: SenderProof,
  sources: ReadonlySet<unknown>,
): Promise<[string, SourceRefusal | null][]> {
  const { headers, body, now } = proof
  const signing = [...sources].flatMap((source) => {
    const rule = typeof source === 'string' ? rules.get(source) : undefined
    return rule?.requireSignature && refusalUnread(rule, proof) === null ? [{ source: String(source), rule }] : []
  })
  if (signing.length > mostSignatures)
    throw new Problem('body-too-large', `A request names at most ${mostSignatures} sources that must sign.`)
  if (signing.length === 0 || body === null) return []
  const verdict = await verifyWebhook(headers, body, [...new Set(signing.flatMap(({ rule }) => rule.secrets))], now)
  const by = new Set(verdict.valid ? verdict.by : [])
  const fault = verdict.valid ? 'no-match' : verdict.fault
  return signing.map(({ source, rule }) => {
    if (rule.secrets.some((secret) => by.has(secret))) return [source, null]
    if (fault === 'no-match' && rule.hasUnreadable) throw unverifiable()
    return [source, { code: 'invalid-signature', detail: expected[fault] }]
  })
}

/** It lasts until an operator repairs it; senders that ask every minute notice soon and cost nothing. */
const MENDED_IN_SECONDS = 60

function unverifiable(): Problem {
  return new Problem('unavailable', 'A signature cannot be checked at this moment; nothing of the request was kept.', {
    headers: { 'retry-after': String(MENDED_IN_SECONDS) },
  })
}

const expected: Record<SignatureFault, string> = {
  missing: 'a source that signs: the headers webhook-id, webhook-timestamp and webhook-signature, each once',
  malformed: 'a source that signs: webhook-timestamp in digits, webhook-id without a dot',
  'outside-tolerance': 'a source that signs: webhook-timestamp within five minutes of our clock',
  'no-match': 'a source that signs: a v1 signature of one of its secrets over the raw body',
}
