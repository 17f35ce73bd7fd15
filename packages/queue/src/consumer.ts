import { type Job, UnrecoverableError } from 'bullmq'
import type { QueueConnection } from './connection.ts'
import type { JobKind, Payload } from './jobs.ts'
import { keepOpen } from './keep-open.ts'

/** Why a job failed, for people and for the queue: a code and nothing else. */
export class JobFailed extends Error {
  readonly code: string
  /** Trying again will not help. */
  readonly isHopeless: boolean

  constructor(code: string, options: { isHopeless?: boolean; cause?: unknown } = {}) {
    super(code, { cause: options.cause })
    this.name = 'JobFailed'
    this.code = code
    this.isHopeless = options.isHopeless ?? false
  }
}

export interface ConsumerOptions<Kind extends JobKind> {
  kind: Kind
  /** Does the work. @throws JobFailed; anything else counts as `internal` and is tried again. */
  run(payload: Payload<Kind>): Promise<string>
  /** Jobs of this kind at once in this process. */
  concurrency: number
  /** How long jobs under way may still take at the end. */
  closeMs?: number
  /** A job that failed for good, or once more; with the cause, for the log. */
  onFailure(failure: { code: string; isLast: boolean; cause: unknown }): void
}

export interface Consumer {
  /** Whether jobs are being taken. */
  isOpen(): boolean
  close(): Promise<void>
}

/** Takes jobs of one kind whenever the queue's store is there. */
export function startConsumer<Kind extends JobKind>(
  connection: QueueConnection,
  options: ConsumerOptions<Kind>,
): Consumer {
  const { kind, concurrency, closeMs = 3_000 } = options
  const process = (job: Job) => processJob(job, options)
  const kept = keepOpen({
    open: (signal) => connection.openWorker(kind.name, { process, concurrency, closeMs }, signal),
    onError: connection.report,
  })
  return { isOpen: () => kept.current() !== undefined, close: () => kept.close() }
}

async function processJob<Kind extends JobKind>(job: Job, options: ConsumerOptions<Kind>): Promise<string> {
  try {
    return await options.run(parsePayload(options.kind, job.data))
  } catch (error) {
    const failure = error instanceof JobFailed ? error : new JobFailed('internal', { cause: error })
    const isLast = failure.isHopeless || job.attemptsMade + 1 >= (job.opts.attempts ?? 1)
    options.onFailure({ code: failure.code, isLast, cause: failure.cause ?? failure })
    throw toStoredError(failure)
  }
}

/** Anybody who can write to the queue's store can write any job: one that does not parse never will. */
function parsePayload<Kind extends JobKind>(kind: Kind, data: unknown): Payload<Kind> {
  const parsed = kind.payload.safeParse(data)
  if (parsed.success) return parsed.data as Payload<Kind>
  throw new JobFailed('payload-invalid', { isHopeless: true })
}

/** What BullMQ keeps, and the dashboard shows, as reason and stack: the code. Messages of errors may quote data. */
function toStoredError({ code, isHopeless }: JobFailed): Error {
  const error = isHopeless ? new UnrecoverableError(code) : new Error(code)
  error.stack = code
  return error
}
