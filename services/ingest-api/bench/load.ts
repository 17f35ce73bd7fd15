import { answerParent } from './messages.ts'
import { measureLanes, type Sending, WARM_UP_SECONDS } from './pace.ts'

/** What a client has to do. Sent first: it then makes and connects everything, and sends some of it. */
export interface Load {
  run: string
  batch: number
  connections: number
  seconds: number
  /** Batches made before anything is sent, of all connections together; the time ends earlier where they do not last. */
  prepared: number
  /** Requests a second, evenly spaced; as fast as answers come unless given. */
  rate?: number
  /** For several clients with a rate: how much of the gap between two requests this one begins later. */
  phase?: number
}

/** Sent next, and answered by Measured: what is measured is sending and nothing else. */
export interface Begin {
  /** When all clients begin, in milliseconds of Unix time. */
  beginMs: number
}

/** One request's time from sending to its answer in milliseconds, for each one; events in all that were stored. */
export interface Measured {
  latenciesMs: number[]
  events: number
  seconds: number
  /** Answers that were no success, by status. */
  others: Record<string, number>
  /** Processor time of the client. */
  cpuMs: number
}

/** A load whose batches are made and whose connections are open. */
export interface Ready<Batch> {
  batches: Batch[]
  send: Sending<Batch>['send']
  close: () => Promise<void>
}

/** In the child: takes loads one after the other, each measured at once or never. */
export async function answerLoads<Setup, L extends Load, Batch>(
  prepare: (setup: Setup, load: L) => Promise<Ready<Batch>>,
): Promise<void> {
  await answerParent<Setup, L | Begin>(async (setup) => {
    let current: { load: L; ready: Ready<Batch>; sending: Sending<Batch> } | null = null
    const close = async () => current?.ready.close()
    const answer = async (question: L | Begin) => {
      if ('beginMs' in question) return current && measureLanes(current.load, current.sending, question.beginMs)
      // Not sooner: of a connection that has just ended nobody knows yet what its process has used.
      await close()
      const ready = await prepare(setup, question)
      const batches = ready.batches.values()
      current = { load: question, ready, sending: { next: () => batches.next().value ?? null, send: ready.send } }
      await measureLanes({ ...question, seconds: WARM_UP_SECONDS }, current.sending)
      return {}
    }
    return { answer, close }
  })
}
