import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import type { Asked, Failed, Questions, Sent, ThreadData } from './questions-thread.ts'

/** What a thread answers. `json`: the text in UTF-8, ready to be sent. */
export type Answered = Exclude<Sent, { kind: 'told' }> | { kind: 'told'; json: Buffer }

export interface QuestionsOptions {
  databaseUrl: string
  /** Questions at work at once; each takes a processor. 1 unless given. */
  threads?: number
  /** Questions that may wait, of all organizations. 8 unless given. */
  mostWaiting?: number
  /** Questions at work or waiting, of one organization. 4 unless given. */
  mostOfOne?: number
}

/** Heavy questions, answered in threads so that nobody else waits for them. */
export interface AnsweringThreads {
  /**
   * @throws TooManyQuestions when as many are waiting as may, before anything was read.
   * @throws QuestionAborted when `signal` fires: a question that waits is forgotten, one at work is stopped with its thread.
   */
  ask<Name extends keyof Questions>(name: Name, order: Questions[Name], signal: AbortSignal): Promise<Answered>
  close(): Promise<void>
}

/** So many questions are waiting that another one would only wait to be given up. */
export class TooManyQuestions extends Error {
  override name = 'TooManyQuestions'
}

/** Nobody waits for the answer any more. */
export class QuestionAborted extends Error {
  override name = 'QuestionAborted'
}

/** A thread without questions for a minute ends, with what it remembers; the first question starts one. */
const idleMs = 60_000

/** Threads that answer; none is started before the first question. */
export function openQuestions(options: QuestionsOptions): AnsweringThreads {
  const { databaseUrl, threads = 1, mostWaiting = 8, mostOfOne = 4 } = options
  const workerData: ThreadData = { databaseUrl }
  const pool = new Piscina<Asked, Sent | Failed>({
    filename: fileURLToPath(new URL('./questions-thread.ts', import.meta.url)),
    workerData,
    minThreads: 0,
    maxThreads: threads,
    maxQueue: mostWaiting,
    idleTimeout: idleMs,
    // A thread that sleeps in Atomics.wait would not notice that its connection broke.
    atomics: 'disabled',
  })
  const open = new Map<string, number>()

  async function ask(asked: Asked, signal: AbortSignal): Promise<Answered> {
    const { orgId } = asked.order.pool
    const mine = open.get(orgId) ?? 0
    if (mine >= mostOfOne || pool.queueSize >= mostWaiting) throw new TooManyQuestions()
    open.set(orgId, mine + 1)
    try {
      return toAnswered(await pool.run(asked, { signal }))
    } catch (error) {
      throw signal.aborted ? new QuestionAborted() : error
    } finally {
      const left = (open.get(orgId) ?? 1) - 1
      if (left === 0) open.delete(orgId)
      else open.set(orgId, left)
    }
  }

  return {
    // Name and order belong together by the type of `ask`; TypeScript does not follow a pair of one generic.
    ask: (name, order, signal) => ask({ name, order } as Asked, signal),
    close: () => pool.destroy(),
  }
}

function toAnswered(answer: Sent | Failed): Answered {
  if (answer.kind === 'told') {
    const { buffer, byteOffset, byteLength } = answer.json
    return { kind: 'told', json: Buffer.from(buffer, byteOffset, byteLength) }
  }
  if (answer.kind !== 'failed') return answer
  throw Object.assign(new Error(answer.message), { code: answer.code })
}
