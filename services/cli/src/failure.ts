/** How the process ends. */
export const exitCodes = { done: 0, failed: 1, badInput: 2 } as const

/** Ends a command with a message for people. `code`: 1, it did not work; 2, what was given is not usable. */
export class Failure extends Error {
  readonly code: 1 | 2

  constructor(message: string, options: { code?: 1 | 2; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Failure'
    this.code = options.code ?? exitCodes.failed
  }
}
