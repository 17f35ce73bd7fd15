/**
 * Tells who remembers keys in this process that one has changed, so that it ends here at once. Other processes find out by
 * themselves, within their `cacheMs`.
 */
export class KeyChanges {
  readonly #listeners: ((keyId: string) => void)[] = []

  /** For as long as the process runs. */
  listen(listener: (keyId: string) => void): void {
    this.#listeners.push(listener)
  }

  /** A key was revoked, or got another secret. */
  changed(keyId: string): void {
    for (const listener of this.#listeners) listener(keyId)
  }
}
