import type { EntityChange, HeldReason } from '../changes.ts'
import type { Platform } from '../types.ts'

/** What a writer needs beside the rows. */
export interface WriteOptions {
  exponent: number
  /** The platform's step: amounts are whole multiples of it. */
  stepMinor: number
  /** Asks the platform to check the changes and make none, where it can. */
  validateOnly: boolean
}

/** A file for one platform: what it cannot say, and how it says the rest. */
export interface PlatformFormat<Body> {
  platform: Platform
  /** Whether one file is for one account. */
  isOneAccount: boolean
  /**
   * The least difference between two budgets on the platform, in minor units; undefined: not known for this currency.
   */
  stepMinor(money: { currency: string; exponent: number }): number | undefined
  /** Why this row cannot be said; null: it can. */
  refuse(change: EntityChange): HeldReason | null
  write(changes: readonly EntityChange[], options: WriteOptions): Body
}
