import type { ApiAddress } from '../api.ts'
import { Failure } from '../failure.ts'
import type { ImportedEvent } from './imported.ts'

export interface Sent {
  accepted: number
  duplicate: number
  refused: number
  /** Refused events by code; of the first 1,000, which the answer lists. */
  codes: Map<string, number>
}

export function toNdjson(events: readonly ImportedEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('')
}

/** Posts events as one stream. @throws Failure where it was refused as a whole, or not all of it was stored */
export async function sendEvents({ url, key }: ApiAddress, events: readonly ImportedEvent[]): Promise<Sent> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' }
  const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: toNdjson(events) }).catch(
    (cause: unknown) => {
      throw new Failure(`${url} does not answer. Is it running? (npm start)`, { cause })
    },
  )
  const text = await answer.text()
  if (!answer.ok) throw new Failure(`The events were refused (${answer.status} ${parse(text).code ?? ''}).`)
  const lines = text.trim().split('\n').map(parse)
  const last = lines.at(-1)
  if (last?.kind !== 'summary')
    throw new Failure('The stream was aborted. Send it again: what was stored stays stored once.')
  const codes = new Map<string, number>()
  for (const { kind, code } of lines) if (kind === 'refused' && code) codes.set(code, (codes.get(code) ?? 0) + 1)
  return { accepted: last.accepted ?? 0, duplicate: last.duplicate ?? 0, refused: last.refused ?? 0, codes }
}

interface AnswerLine {
  kind?: string
  code?: string
  accepted?: number
  duplicate?: number
  refused?: number
}

function parse(line: string): AnswerLine {
  try {
    return JSON.parse(line)
  } catch {
    return {}
  }
}
