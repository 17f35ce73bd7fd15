import type { GateTables } from '../../src/schema/gates.ts'
import { type DescribedSchema, key } from './column.ts'

/** Gates of cells. */
export const gates = {
  gate_state: {
    ...key,
    location_id: 'text',
    service_line: 'text',
    revision: 'bigint',
    settings_sha256: 'bytea',
    memory: 'jsonb',
  },
  gate_history: {
    ...key,
    cell_id: 'text',
    plan_number: 'bigint',
    effective_at: 'timestamp with time zone',
    gate: 'text',
    cause: 'text null',
  },
} as const satisfies Pick<DescribedSchema, keyof GateTables>
