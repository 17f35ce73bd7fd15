import type { Logger } from './logger.ts'
import { within } from './within.ts'

/** What a starting service is given. */
export interface RunningService {
  /** Aborted as soon as the process has to end: hand it to everything that waits. */
  signal: AbortSignal
  /** Steps run last one first, each with its own deadline; a step that is late or fails is logged and left behind. */
  onClose(name: string, close: () => unknown, deadlineMs?: number): void
  /** Something it cannot do without is gone for good: the error is logged, everything closed, and the process ends with 1. */
  fail(error: Error): void
}

export interface RunOptions {
  logger: Logger
  /** The process ends after this, whatever still hangs. */
  totalDeadlineMs?: number
}

interface ClosingStep {
  name: string
  close: () => unknown
  deadlineMs: number
}

const STEP_DEADLINE_MS = 3_000
const TOTAL_DEADLINE_MS = 9_500
/** How long a start that was asked to stop may take to notice. */
const START_DEADLINE_MS = 2_000

/**
 * Runs a service to its end: `start` brings its parts up in order and says how each is closed. SIGTERM or SIGINT at any
 * moment, also while `start` still waits, closes what is there and ends the process with 0; an error nobody caught, or a
 * `start` that fails, is logged and ends it with 1. A second signal ends it at once.
 */
export function runService(options: RunOptions, start: (service: RunningService) => Promise<void>): void {
  const { logger } = options
  const stopping = new AbortController()
  const steps: ClosingStep[] = []
  const service: RunningService = {
    signal: stopping.signal,
    onClose: (name, close, deadlineMs = STEP_DEADLINE_MS) => steps.push({ name, close, deadlineMs }),
    fail: (error) => {
      if (stopping.signal.aborted) return
      logger.fatal({ err: error }, 'cannot go on')
      void end(1)
    },
  }
  const end = async (exitCode: number) => {
    if (stopping.signal.aborted) return
    stopping.abort()
    setTimeout(() => exitLate(logger), options.totalDeadlineMs ?? TOTAL_DEADLINE_MS).unref()
    await within(START_DEADLINE_MS, started)
    await closeAll(steps, logger)
    logger.info('stopped')
    process.exit(exitCode)
  }
  listenForSignals(logger, stopping.signal, end)
  const started = start(service).catch((error: unknown) => {
    if (stopping.signal.aborted) return
    logger.fatal({ err: error }, 'could not start')
    void end(1)
  })
}

function listenForSignals(logger: Logger, stopping: AbortSignal, end: (exitCode: number) => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      // Impatience is a wish too: anybody who presses Ctrl-C twice has seen enough.
      if (stopping.aborted) process.exit(1)
      logger.info({ signal }, 'stopping')
      void end(0)
    })
  }
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      logger.fatal({ err: error }, event)
      void end(1)
    })
  }
}

async function closeAll(steps: ClosingStep[], logger: Logger): Promise<void> {
  for (let step = steps.pop(); step; step = steps.pop()) {
    const { name, close, deadlineMs } = step
    try {
      const isClosed = await within(deadlineMs, Promise.resolve(close()))
      if (!isClosed) logger.warn({ step: name, deadlineMs }, 'did not close in time')
    } catch (error) {
      logger.error({ step: name, err: error }, 'did not close')
    }
  }
}

function exitLate(logger: Logger): void {
  logger.error('stopped without closing everything')
  process.exit(1)
}
