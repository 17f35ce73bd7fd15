import type { Plan } from '@sluice/contracts'
import { type Database, unpackJson } from '@sluice/database'
import { eventually } from '@sluice/test-kit/eventually'

/** The plan of a pool once it holds everything; waits for it. */
export async function settledPlan(admin: Database, orgId: string, timeoutMs = 60_000): Promise<Plan> {
  const [row] = await eventually(
    () =>
      admin
        .selectFrom('pool_state as s')
        .innerJoin('plans as p', (join) =>
          join
            .onRef('p.org_id', '=', 's.org_id')
            .onRef('p.pool_id', '=', 's.pool_id')
            .onRef('p.number', '=', 's.plan_number'),
        )
        .select('p.plan')
        .where('s.org_id', '=', orgId)
        .whereRef('s.computed_revision', '=', 's.requested_revision')
        .execute(),
    (rows) => rows.length === 1,
    { timeoutMs, intervalMs: 200 },
  )
  if (!row) throw new Error('one row was waited for')
  return unpackJson<Plan>(row.plan)
}

/** The recommendations to the byte, but for the age of the data, which goes on while one waits. */
export function recommendationText({ recommendations }: Plan): string {
  return JSON.stringify(recommendations.map(({ dataAgeSeconds: _, ...line }) => line))
}

/** What does not depend on the plans before: the gate of each cell and the room that was found. */
export function gateText({ recommendations }: Plan): string {
  return JSON.stringify(recommendations.map(({ cellId, gate, headroom }) => ({ cellId, gate, headroom })))
}
