import type { NextMissing } from '@sluice/contracts'
import { type ForetellOrder, type Foretold, QuestionAborted, TooManyQuestions } from '@sluice/recompute'
import type { HttpApp } from '@sluice/service-kit'
import type { ResultsDeps } from './deps.ts'

/**
 * A decision is made, and its answer waits no longer than this for what comes of it. The thread that works it out ends
 * after a minute without questions, so that mostly one must start first: a second on a quiet machine, 4 with twice as
 * many processes at work as there are processors. The decider waits meanwhile: clients give up after 30 seconds.
 */
const MOST_WAIT_MS = 15_000

export interface Foretelling {
  /** The caller's signal: nobody works on for a caller that is gone. */
  signal: AbortSignal
  /** Called with what went wrong, where that is why `next` is missing. */
  onFailed: (error: unknown) => void
}

/** For a route: what goes wrong is in the service's log. */
export function foretelling(app: Pick<HttpApp, 'log'>, signal: AbortSignal): Foretelling {
  return { signal, onFailed: (error) => app.log.error({ err: error }, 'what comes of a decision was not worked out') }
}

export type ForetoldOrWhyNot = { cells: Foretold[]; missing: null } | { cells: null; missing: NextMissing }

/**
 * How cells will stand with the next plan, or why that is not known. Never rejects: whatever fails, the decision
 * stands.
 */
export async function foretold(
  { questions, foretellMs = MOST_WAIT_MS }: Pick<ResultsDeps, 'questions' | 'foretellMs'>,
  order: ForetellOrder,
  { signal, onFailed }: Foretelling,
): Promise<ForetoldOrWhyNot> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(foretellMs)])
  try {
    const told = await questions.ask('foretell', order, inTime)
    if (told.kind === 'told') return { cells: JSON.parse(told.json.toString()) as Foretold[], missing: null }
    throw new Error(`a pool that was decided on answers ${told.kind}`)
  } catch (error) {
    const missing = whyMissing(error)
    if (missing === 'failed') onFailed(error)
    return { cells: null, missing }
  }
}

function whyMissing(error: unknown): NextMissing {
  if (error instanceof QuestionAborted) return 'not_in_time'
  return error instanceof TooManyQuestions ? 'too_many_questions' : 'failed'
}
