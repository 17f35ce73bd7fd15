import { type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'
import type { CellOverridesTable, DecisionReason, OverrideKind, OverrideOrigin } from './schema.ts'

export type CellOverrideRow = Selectable<CellOverridesTable>

export interface OverrideToWrite {
  cellId: string
  kind: OverrideKind
  dailyBudgetMinor: number
}

export interface OverridesToWrite {
  origin: OverrideOrigin
  overrides: readonly OverrideToWrite[]
  author: string
  authorName: string | null
  /** Name of the author's key. */
  keyName: string | null
  reason: DecisionReason
  expiresAt: string | null
  decisionId: number
  /** The plan an undo goes back to; null: it is no undo. */
  undoTo: number | null
}

/** All that is written of the pool's cells, expired or not, by cell. */
export async function listOverrides(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<CellOverrideRow[]> {
  return trx
    .selectFrom('cell_overrides')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .orderBy('cell_id')
    .orderBy('origin')
    .execute()
}

/** Writes overrides of one origin; what a cell had of that origin is replaced. One statement for any number. */
export async function upsertOverrides(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { origin, overrides, author, authorName, keyName, reason, expiresAt, decisionId, undoTo }: OverridesToWrite,
): Promise<void> {
  if (overrides.length === 0) return
  await sql`
    insert into cell_overrides (org_id, pool_id, cell_id, origin, kind, daily_budget_minor, author, author_name, reason,
      expires_at, decision_id, key_name, undo_to)
    select ${orgId}, ${poolId}, x."cellId", ${origin}, x.kind, x."dailyBudgetMinor", ${author}, ${authorName}::text, ${reason},
           ${expiresAt}::timestamptz, ${decisionId}::bigint, ${keyName}::text, ${undoTo}::bigint
      from jsonb_to_recordset(${JSON.stringify(overrides)}::jsonb) as x("cellId" text, kind text, "dailyBudgetMinor" bigint)
    on conflict (org_id, pool_id, cell_id, origin) do update set kind = excluded.kind,
      daily_budget_minor = excluded.daily_budget_minor, author = excluded.author, author_name = excluded.author_name,
      reason = excluded.reason, expires_at = excluded.expires_at, decision_id = excluded.decision_id,
      key_name = excluded.key_name, undo_to = excluded.undo_to, created_at = clock_timestamp()`.execute(trx)
}

/** Removes all overrides of these cells, of whatever origin. */
export async function deleteOverridesOf(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  cellIds: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('cell_overrides')
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('cell_id', '=', sql<string>`any(${[...cellIds]}::text[])`)
    .execute()
}

/** Takes away overrides of one origin, of one cell or of all. @returns how many there were. */
export async function deleteOverrides(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { origin, cellId }: { origin: OverrideOrigin; cellId?: string },
): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('cell_overrides')
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('origin', '=', origin)
    .$if(cellId !== undefined, (query) => query.where('cell_id', '=', cellId ?? ''))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
