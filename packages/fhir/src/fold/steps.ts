/** Work in steps, each of them short, which gives what was made. */
export type Steps<T> = Generator<void, T, void>

/** All steps, one after the other. */
export function takeAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
