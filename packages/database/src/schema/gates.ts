import type { Instant, Int8, Json } from './columns.ts'

/** Gates of cells. */
export interface GateTables {
  gate_state: GateStateTable
  gate_history: GateHistoryTable
}

export interface GateStateTable {
  org_id: string
  pool_id: string
  location_id: string
  service_line: string
  revision: Int8
  settings_sha256: Buffer
  memory: Json
}

export interface GateHistoryTable {
  org_id: string
  pool_id: string
  cell_id: string
  plan_number: Int8
  effective_at: Instant
  gate: 'open' | 'throttled' | 'gated'
  cause: string | null
}
