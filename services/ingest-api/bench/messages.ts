import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/**
 * A program of this folder in a process of its own, with one question and answer at a time. In a session of its own, as
 * PostgreSQL's processes are and as a service is that runs by itself: Linux shares processors among sessions first, and
 * all of ours would have one share.
 */
export interface Child {
  pid: number
  ask<Answer>(question: unknown): Promise<Answer>
  stop(): Promise<void>
}

export async function startChild(file: string, setup: unknown): Promise<Child> {
  const child = fork(new URL(file, import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true })
  const ask = async <Answer>(question: unknown): Promise<Answer> => {
    child.send(question as object)
    return answerOf<Answer>(child)
  }
  await ask(setup)
  const stop = async () => {
    child.disconnect()
    if (child.exitCode === null) await once(child, 'exit')
  }
  return { pid: child.pid ?? 0, ask, stop }
}

async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const answered = new AbortController()
  const { signal } = answered
  const gone = once(child, 'exit', { signal }).then(([code]) =>
    Promise.reject(new Error(`a process ended with ${code}`)),
  )
  gone.catch(() => undefined)
  try {
    const [answer] = await Promise.race([once(child, 'message', { signal }), gone])
    return answer
  } finally {
    answered.abort()
  }
}

/** In the child: the first message is the setup, every later one a question. Ends with its parent. */
export async function answerParent<Setup, Question>(
  prepare: (setup: Setup) => Promise<{ answer: (question: Question) => Promise<unknown>; close: () => Promise<void> }>,
): Promise<void> {
  const [setup] = await once(process, 'message')
  const { answer, close } = await prepare(setup)
  process.on('message', async (question: Question) => process.send?.((await answer(question)) ?? {}))
  process.once('disconnect', close)
  process.send?.({})
}
