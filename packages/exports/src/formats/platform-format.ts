import type { EntityChange, HeldReason } from '../changes.ts'
import type { Platform } from '../types.ts'

/** What a writer needs beside the rows. */
export interface WriteOptions {
  currency: string
  exponent: number
  /** Asks the platform to check the changes and make none, where it can. */
  validateOnly: boolean
}

/** A file for one platform: what it cannot say, and how it says the rest. */
export interface PlatformFormat<Body> {
  platform: Platform
  /** Whether one file is for one account. */
  isOneAccount: boolean
  /** Why this row cannot be said; null: it can. */
  refuse(change: EntityChange): HeldReason | null
  write(changes: readonly EntityChange[], options: WriteOptions): Body
}
