import { setTimeout as wait } from 'node:timers/promises'
import { makeCapacityEvent } from '@sluice/test-kit'

export interface Sender {
  /** Ids of events answered 202, in the order of their answers. */
  acknowledged: string[]
  /** Answers other than 202, and failures to connect, by what they were. */
  others: Map<string, number>
  /** Stops sending; resolves when every event begun is acknowledged. */
  stop(): Promise<void>
}

/** A system that reports: several at once, each repeating an event until it is acknowledged, as senders should. */
export function startSending(url: string, key: string, parallel = 8): Sender {
  const sender = { acknowledged: [] as string[], others: new Map<string, number>() }
  let isStopped = false
  const run = async (lane: number) => {
    for (let number = 0; !isStopped; number += 1) {
      const event = makeCapacityEvent({ id: `lane-${lane}-${number}` })
      for (let outcome = await send(url, key, event); outcome !== '202'; outcome = await send(url, key, event)) {
        sender.others.set(outcome, (sender.others.get(outcome) ?? 0) + 1)
        await wait(20)
      }
      sender.acknowledged.push(event.id)
    }
  }
  const lanes = Array.from({ length: parallel }, (_, lane) => run(lane))
  const stop = async () => {
    isStopped = true
    await Promise.all(lanes)
  }
  return { ...sender, stop }
}

async function send(url: string, key: string, event: unknown): Promise<string> {
  try {
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify(event),
    })
    await response.arrayBuffer()
    return String(response.status)
  } catch {
    return 'no answer'
  }
}
