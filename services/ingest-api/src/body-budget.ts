import { overloaded } from './group-commit.ts'

export interface BodyBudgetOptions {
  /** Bytes of all bodies at a time; 128 MiB unless given. */
  bytes?: number
  /** Of those of one organization; 64 MiB unless given, so that one alone never keeps the others out. */
  bytesOfOrganization?: number
}

/**
 * What bodies may take of this process's memory, from before their first byte is read until they are answered: so many
 * connections that each hold a body half sent cannot fill it. A body counts with the length it says, since by the time
 * it is longer than what is left it would be too late to turn it away.
 */
export class BodyBudget {
  readonly #bytes: number
  readonly #bytesOfOrganization: number
  readonly #held = new Map<string, number>()
  #heldByAll = 0

  constructor({ bytes = 128 * 1_048_576, bytesOfOrganization = 64 * 1_048_576 }: BodyBudgetOptions = {}) {
    this.#bytes = bytes
    this.#bytesOfOrganization = bytesOfOrganization
  }

  /** What is reserved, in bytes. */
  get held(): number {
    return this.#heldByAll
  }

  /**
   * Reserves room for a body; what is returned gives it back, once however often it is called.
   * @throws Problem `unavailable` where there is none
   */
  reserve(orgId: string, bytes: number): () => void {
    const held = this.#held.get(orgId) ?? 0
    if (this.#heldByAll + bytes > this.#bytes || held + bytes > this.#bytesOfOrganization) throw overloaded()
    this.#add(orgId, bytes)
    let isHeld = true
    return () => {
      if (isHeld) this.#add(orgId, -bytes)
      isHeld = false
    }
  }

  #add(orgId: string, bytes: number): void {
    const held = (this.#held.get(orgId) ?? 0) + bytes
    if (held > 0) this.#held.set(orgId, held)
    else this.#held.delete(orgId)
    this.#heldByAll += bytes
  }
}
