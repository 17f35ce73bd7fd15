import { setTimeout as wait } from 'node:timers/promises'
import type { Event } from '@sluice/contracts'

export interface Target {
  url: string
  key: string
}

/** What was acknowledged, event by event: the oracle that the tables are held against. */
export interface AckLog {
  /** Answers `accepted`, by id; more than one: stored twice. */
  accepted: Map<string, number>
  duplicate: Map<string, number>
  /** Answers `refused` or `event-conflict`, which must not be. */
  refused: string[]
  /** Requests that were answered otherwise, or not at all, and repeated. */
  retries: Record<string, number>
}

export function newAckLog(): AckLog {
  return { accepted: new Map(), duplicate: new Map(), refused: [], retries: {} }
}

/** Sends batches, some at once, each again and again until it is answered; stops only when all are acknowledged. */
export async function sendAll(target: Target, batches: readonly Event[][], log: AckLog, parallel = 6): Promise<void> {
  const queue = batches.values()
  const lane = async () => {
    for (const batch of queue) await sendOne(target, batch, log)
  }
  await Promise.all(Array.from({ length: parallel }, lane))
}

async function sendOne(target: Target, batch: readonly Event[], log: AckLog): Promise<void> {
  for (;;) {
    const answer = await post(target, batch)
    if (answer.status === 200) {
      const { results } = JSON.parse(answer.text) as { results: { status: string }[] }
      for (const [index, { status }] of results.entries()) note(log, batch[index]?.id ?? '', status)
      return
    }
    log.retries[answer.status] = (log.retries[answer.status] ?? 0) + 1
    await wait(20)
  }
}

function note(log: AckLog, id: string, status: string): void {
  if (status === 'accepted') log.accepted.set(id, (log.accepted.get(id) ?? 0) + 1)
  else if (status === 'duplicate') log.duplicate.set(id, (log.duplicate.get(id) ?? 0) + 1)
  else log.refused.push(id)
}

/** Posts a batch once; status 0: no answer. */
export async function post(
  { url, key }: Target,
  batch: readonly unknown[],
): Promise<{ status: number; text: string; retryAfter: string | null }> {
  try {
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(batch),
      signal: AbortSignal.timeout(30_000),
    })
    return { status: response.status, text: await response.text(), retryAfter: response.headers.get('retry-after') }
  } catch {
    return { status: 0, text: '', retryAfter: null }
  }
}
