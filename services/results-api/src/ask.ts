import { type AnsweringThreads, QuestionAborted, TooManyQuestions } from '@sluice/recompute'
import { Problem } from '@sluice/service-kit'
import type { ResultsDeps } from './deps.ts'
import { cellNotFound, planNotFound, poolNotFound } from './refusals.ts'

/**
 * The answer of a thread as JSON text in UTF-8. @throws Problem where it is refused, too much is asked, or there is no
 * such pool.
 */
export async function ask(
  { questions }: ResultsDeps,
  ...question: Parameters<AnsweringThreads['ask']>
): Promise<Buffer> {
  const told = await questions.ask(...question).catch(throwAsProblem)
  if (told.kind === 'told') return told.json
  if (told.kind === 'no-such-pool') throw poolNotFound()
  if (told.kind === 'no-such-plan') throw planNotFound()
  if (told.kind === 'no-such-cell') throw cellNotFound()
  const errors = told.faults.map(({ pointer, detail }) => ({ pointer: `#${pointer}`, detail }))
  throw new Problem('invalid-body', 'What is assumed does not fit the pool.', { errors: errors.slice(0, MOST_ERRORS) })
}

/** As many as of a body that is refused by its schema. */
const MOST_ERRORS = 100

function throwAsProblem(error: unknown): never {
  if (error instanceof TooManyQuestions)
    throw new Problem('too-many-requests', 'Too many heavy questions are waiting; ask again in a moment.', {
      headers: { 'retry-after': '1' },
    })
  // Nobody is there to read it.
  if (error instanceof QuestionAborted) throw new Problem('request-timeout', 'The caller went away.')
  throw error
}
