import type { AtOnce } from '@sluice/service-kit'
import { LRUCache } from 'lru-cache'

/** Strangers cannot ask, but a key may ask for ten thousand pools: the oldest answers make room. */
const MOST_ANSWERS = 10_000

/**
 * Remembers each question's answer for so many milliseconds, counted from when it was asked; later callers share it,
 * also while it is still awaited. A failure is not remembered. 0: remembers nothing. `nameOf`: a text that only the
 * same question has; made for each question, so JSON would be costly.
 */
export function briefMemory<Question, Answer extends object>(
  ask: (question: Question) => Promise<Answer>,
  ms: number,
  nameOf: (question: Question) => string = JSON.stringify,
): (question: Question) => AtOnce<Answer> {
  if (ms === 0) return ask
  const answers = new LRUCache<string, { answer: AtOnce<Answer>; untilMs: number }>({ max: MOST_ANSWERS })
  return (question) => {
    const name = nameOf(question)
    // Not `get`, which notes the use: what is believed so briefly may make room in the order it came.
    const known = answers.peek(name)
    if (known && performance.now() < known.untilMs) return known.answer
    const answer = ask(question)
    const fresh: { answer: AtOnce<Answer>; untilMs: number } = { answer, untilMs: performance.now() + ms }
    answers.set(name, fresh)
    answer.then(
      (found) => {
        fresh.answer = found
      },
      () => {
        if (answers.peek(name) === fresh) answers.delete(name)
      },
    )
    return answer
  }
}
