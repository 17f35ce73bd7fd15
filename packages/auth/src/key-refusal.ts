export type KeyRefusalCode =
  | 'key-not-found'
  | 'key-not-in-force'
  | 'scope-not-held'
  | 'limits-not-held'
  | 'expiry-not-held'
  | 'last-admin-key'
  | 'too-many-keys'

/** A change of keys that may not be. */
export class KeyRefusal extends Error {
  readonly code: KeyRefusalCode

  constructor(code: KeyRefusalCode, message: string) {
    super(message)
    this.name = 'KeyRefusal'
    this.code = code
  }
}
