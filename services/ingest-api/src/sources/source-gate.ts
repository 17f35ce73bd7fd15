import type { IncomingHttpHeaders } from 'node:http'
import { type SignatureFault, verifyWebhook } from '@sluice/secrets'
import { Problem } from '@sluice/service-kit'
import type { SourceRules } from './source-rules.ts'

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

/**
 * Whether the events of a source may be taken from this sender: by its key, and where the source must sign, by the request's
 * signature over the raw body. Asked per event, answered per source: a body is hashed once for each source that must sign.
 * What it returns throws Problem `unavailable` where a secret that cannot be opened might have signed: that is no fault of the
 * sender, who is to send again, all of it.
 */
export function sourceGate(rules: SourceRules, proof: SenderProof): (source: string) => SourceRefusal | null {
  const answers = new Map<string, SourceRefusal | null>()
  return (source) => {
    const known = answers.get(source)
    if (known !== undefined) return known
    const answer = refusalOf(rules, proof, source)
    // Only sources with rules are kept: whoever invents sources fills no memory.
    if (rules.has(source)) answers.set(source, answer)
    return answer
  }
}

/** The `webhook-id` of a request whose signature the gate of this source asked for and verified; null: it asks for none. */
export function signedIdOf(rules: SourceRules, headers: IncomingHttpHeaders, source: string): string | null {
  return rules.get(source)?.requireSignature === true ? String(headers['webhook-id']) : null
}

function refusalOf(
  rules: SourceRules,
  { keyId, headers, body, outside, now }: SenderProof,
  source: string,
): SourceRefusal | null {
  const rule = rules.get(source)
  if (rule === undefined) return null
  if (rule.keyIds !== null && !rule.keyIds.has(keyId))
    return { code: 'source-forbidden', detail: 'a source that this key may send' }
  if (!rule.requireSignature) return null
  if (body === null) return { code: 'invalid-signature', detail: 'not in a stream of lines: there is no whole to sign' }
  // Else whoever caught a signed body could send it again as other events.
  if (outside !== null) return { code: 'invalid-signature', detail: `without ${outside}: no signature covers them` }
  const verdict = verifyWebhook(headers, body, rule.secrets, now)
  if (verdict.valid) return null
  if (verdict.fault === 'no-match' && rule.hasUnreadable) throw unverifiable()
  return { code: 'invalid-signature', detail: expected[verdict.fault] }
}

/** It lasts until an operator mends it; senders that ask every minute notice soon and cost nothing. */
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
