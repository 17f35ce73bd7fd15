import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { unpackJsonText } from '@sluice/database'
import type { CertificateOrder } from './certificate-thread.ts'

/** A plan as it is stored, with what it was computed from. */
export interface StoredDecision {
  poolId: string
  number: number
  plan: Buffer
  input: Buffer
}

// 10,000 cells take a third of a second; a thread that is still at it now is not coming back.
const MOST_MS = 30_000

/**
 * The proof of a stored plan as JSON text, worked out again from its input in a thread of its own: 10,000 cells take 200 ms
 * of thinking and 3 MB of text, in which nobody else would be answered. Null: the input no longer proves the plan.
 * The caller limits how many run at once.
 * @throws where the thread fails or takes longer than 30 s.
 */
export async function certificateOf({ poolId, number, plan, input }: StoredDecision): Promise<string | null> {
  const [planText, inputText] = await Promise.all([unpackJsonText(plan), unpackJsonText(input)])
  const order: CertificateOrder = { poolId, number, planText, inputText }
  const thread = new Worker(new URL('./certificate-thread.ts', import.meta.url), { workerData: order })
  try {
    // Rejects where the thread throws.
    const [text] = await once(thread, 'message', { signal: AbortSignal.timeout(MOST_MS) })
    return text
  } finally {
    await thread.terminate()
  }
}
