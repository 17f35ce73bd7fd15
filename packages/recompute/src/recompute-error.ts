/** A recompute that must not be published. `findings` name cells and bounds, never what anybody sent. */
export class RecomputeError extends Error {
  readonly code: string

  constructor(code: string, findings: readonly string[]) {
    super(
      `${code}: ${findings.slice(0, 5).join('; ')}${findings.length > 5 ? `; and ${findings.length - 5} more` : ''}`,
    )
    this.name = 'RecomputeError'
    this.code = code
  }
}

/** A stable code for pool_state, the queue and metrics; never the text of an error, which may quote data. */
export function errorCode(error: unknown): string {
  if (error instanceof RecomputeError) return error.code
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' && /^[0-9A-Z_]{4,20}$/.test(code) ? `database-${code}` : 'planning-failed'
}
