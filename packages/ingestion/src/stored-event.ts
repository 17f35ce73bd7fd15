import type { Refusal } from './refusal.ts'

/** What became of one event. `pools`: those it concerns, and a revision of each that has it in. */
export type StoredEvent =
  | { outcome: 'accepted' | 'duplicate'; pools: { poolId: string; revision: number }[] }
  /** Another event was stored under its key and was kept. */
  | { outcome: 'conflict' }
  | ({ outcome: 'refused' } & Refusal)
