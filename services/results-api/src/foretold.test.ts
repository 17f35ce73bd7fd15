import { QuestionAborted, TooManyQuestions } from '@sluice/recompute'
import { expect, test } from 'vitest'
import type { ResultsDeps } from './deps.ts'
import { foretold } from './foretold.ts'

type Ask = ResultsDeps['questions']['ask']

const order = { pool: { orgId: 'north', poolId: 'georgia' }, cellIds: ['smyrna'] }

/** Asks a thread that answers so. */
async function ask(answer: Ask, { signal = new AbortController().signal, foretellMs = 60_000 } = {}) {
  const failures: unknown[] = []
  const onFailed = (error: unknown) => failures.push(error)
  return { ...(await foretold({ questions: { ask: answer }, foretellMs }, order, { signal, onFailed })), failures }
}

/** Answers never, and is stopped as threads are. */
const endless: Ask = (_name, _order, signal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new QuestionAborted())))

test('what is told is told, and nothing is missing', async () => {
  const cells = [{ cellId: 'smyrna', dailyBudgetMinor: 4_200 }]
  expect(await ask(async () => ({ kind: 'told', json: Buffer.from(JSON.stringify(cells)) }))).toEqual({
    cells,
    missing: null,
    failures: [],
  })
})

test('what takes longer than a decision waits is said to be late', async () => {
  expect(await ask(endless, { foretellMs: 1 })).toEqual({ cells: null, missing: 'not_in_time', failures: [] })
})

test('whoever goes away is not worked for', async () => {
  const gone = new AbortController()
  const asked = ask(endless, { signal: gone.signal })
  gone.abort()
  expect(await asked).toMatchObject({ cells: null })
})

test('as many questions wait as may: that is said, and is no failure', async () => {
  expect(await ask(() => Promise.reject(new TooManyQuestions()))).toEqual({
    cells: null,
    missing: 'too_many_questions',
    failures: [],
  })
})

test('what goes wrong is said, and told to whoever keeps the log', async () => {
  const wrong = new Error('the thread is broken')
  expect(await ask(() => Promise.reject(wrong))).toEqual({ cells: null, missing: 'failed', failures: [wrong] })
  const gone = await ask(async () => ({ kind: 'no-such-pool' }))
  expect(gone).toMatchObject({
    cells: null,
    missing: 'failed',
    failures: [{ message: expect.stringMatching(/no-such-pool/) }],
  })
})
