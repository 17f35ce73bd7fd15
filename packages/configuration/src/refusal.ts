export type RefusalCode =
  | 'location-not-found'
  | 'service-line-not-found'
  | 'pool-not-found'
  | 'cell-not-found'
  | 'mapping-not-found'
  | 'platform-entity-not-found'
  | 'source-not-found'
  | 'secret-not-found'
  | 'forbidden'
  | 'feed-not-found'
  | 'precondition-failed'
  | 'conflict'
  | 'actuals-implausible'
  | 'invalid'

/** One thing that stands against a change: where in the body (JSON Pointer, `#/cells/3`), and what was expected there. */
export interface Fault {
  pointer: string
  detail: string
}

/**
 * A change that was not made, and why; nothing of it is stored. `forbidden`: the caller may not; `conflict`: other
 * configuration stands against it; `invalid`: it refers to what is not there; `actuals-implausible`: the spend reported
 * at its places cannot be right. Values of the body are never in it.
 */
export class ConfigurationRefusal extends Error {
  readonly code: RefusalCode
  readonly faults: readonly Fault[]

  constructor(code: RefusalCode, message: string, faults: readonly Fault[] = []) {
    super(message)
    this.name = 'ConfigurationRefusal'
    this.code = code
    this.faults = faults
  }
}
