import { type PoolStatus, poolStatus } from '@sluice/database'

/** How far a pool's plan is behind what was asked for. */
export interface PoolState {
  requestedRevision: number
  computedRevision: number
  status: PoolStatus
}

interface StateRow {
  requested_revision: number
  computed_revision: number
  attempts: number
}

export function rowToState(row: StateRow = nothingAsked): PoolState {
  return {
    requestedRevision: row.requested_revision,
    computedRevision: row.computed_revision,
    status: poolStatus(row),
  }
}

const nothingAsked: StateRow = { requested_revision: 0, computed_revision: 0, attempts: 0 }
