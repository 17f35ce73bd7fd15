/** One thing wrong with a request. */
export interface ProblemPlace {
  /** Where: a JSON Pointer of the body (`#/cells/3`), or `#/path/…`, `#/query/…`. */
  pointer: string
  detail: string
}

/** What the service refused or could not do (RFC 9457), as an error. `message` is the problem's `detail`. */
export class ProblemError extends Error {
  readonly status: number
  /** Stable, for programs: docs/problems.md lists all. `unknown`: the answer was no problem document. */
  readonly code: string
  readonly errors: readonly ProblemPlace[]
  /** Id of the request, as in the operator's log. */
  readonly requestId: string | null
  /** What `Retry-After` says, where it does. */
  readonly retryAfterSeconds: number | null

  constructor(response: Response, content: unknown) {
    const { detail, code, errors } = readProblem(content)
    super(detail)
    this.name = 'ProblemError'
    this.status = response.status
    this.code = code
    this.errors = errors
    this.requestId = response.headers.get('x-request-id')
    const after = response.headers.get('retry-after')
    this.retryAfterSeconds = after !== null && /^\d+$/.test(after) ? Number(after) : null
  }
}

/** The error for an answer of 400 or more. A proxy in between may answer with anything. */
export async function problemOf(response: Response): Promise<ProblemError> {
  return new ProblemError(response, await response.json().catch(() => null))
}

function readProblem(content: unknown): { detail: string; code: string; errors: ProblemPlace[] } {
  const { detail, code, errors } = isObject(content) ? content : {}
  return {
    detail: typeof detail === 'string' ? detail : 'The service gave no reason.',
    code: typeof code === 'string' ? code : 'unknown',
    errors: Array.isArray(errors) ? errors.filter(isPlace) : [],
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isPlace(value: unknown): value is ProblemPlace {
  return isObject(value) && typeof value.pointer === 'string' && typeof value.detail === 'string'
}
