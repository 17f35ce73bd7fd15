import {
  type Database,
  type DatabaseTransaction,
  type DecidedCell,
  type DecisionKind,
  type DecisionReason,
  findOwnApiKey,
  holdInForce,
  insertAuditEntry,
  insertDecision,
  lockPools,
  type PoolKey,
  type PoolState,
  readPoolInForce,
  withOrganization,
} from '@sluice/database'

/** Who decides, and why. */
export interface Author {
  /** The key that asked. */
  keyId: string
  /** The person behind it, where the tool says so. */
  name: string | null
  /** Null where none was asked for. */
  reason: DecisionReason | null
  requestId: string
}

/** A decision that was not made, and why; nothing is stored. */
export type RefusalOfDecision =
  | { kind: 'pool-not-found' | 'plan-not-found' | 'revision-not-found' | 'plan-not-ready' }
  /** No cell that an undo goes back to is there any more, or where it was. */
  | { kind: 'nothing-left' }
  /** These are no cells of the plan, or of the pool; `pointer`: where they were named. */
  | { kind: 'cells-not-found'; cellIds: string[]; pointer: string }
  /** An amount that is decided on is no longer proposed. */
  | { kind: 'outdated'; latestNumber: number; cells: { cellId: string; proposedMinor: number | null }[] }
  /** Cells that have another place now than the plan says. */
  | { kind: 'moved'; latestNumber: number; cellIds: string[] }
  /** Rises whose money other cells still have. */
  | { kind: 'not-funded'; missingMinor: number; cellIds: string[] }
  /** What is rejected is what these cells have. */
  | { kind: 'already-in-force'; cellIds: string[] }
  /** The same moment was reported with another amount. */
  | { kind: 'applied-conflict'; indexes: number[] }
  /** The plan that was reported on did not exist yet. */
  | { kind: 'applied-too-early'; indexes: number[] }
  /** No cell can have been given so much, or, where `mostTogetherMinor` is set, not all of the report's together. */
  | { kind: 'applied-implausible'; items: { index: number; mostMinor: number }[]; mostTogetherMinor: number | null }

export class DecisionRefusal extends Error {
  readonly refusal: RefusalOfDecision

  constructor(refusal: RefusalOfDecision) {
    super(refusal.kind)
    this.name = 'DecisionRefusal'
    this.refusal = refusal
  }
}

/** A decision under way: what is in force and the pool's row are held, nobody publishes or decides until the transaction ends. */
export interface Deciding {
  trx: DatabaseTransaction
  pool: PoolKey
  state: PoolState
  author: Author
}

/**
 * Runs `work` in one transaction that holds the pool.
 * @throws DecisionRefusal pool-not-found, or what `work` refuses; then nothing was stored.
 */
export async function decide<T>(
  db: Database,
  pool: PoolKey,
  author: Author,
  work: (deciding: Deciding) => Promise<T>,
): Promise<T> {
  return withOrganization(db, { role: 'sluice_results', orgId: pool.orgId }, async (trx) => {
    await holdInForce(trx, pool)
    await lockPools(trx, pool.orgId, [pool.poolId])
    const state = await readPoolInForce(trx, pool)
    if (state === undefined) throw new DecisionRefusal({ kind: 'pool-not-found' })
    return work({ trx, pool, state, author })
  })
}

export interface DecisionToNote {
  kind: DecisionKind
  planNumber: number | null
  cells: readonly DecidedCell[]
  /** For the audit log: an action, and the cell where it is about one. */
  action: string
  cellId?: string
  /** The message it is about, where it is about one. */
  messageId?: string
}

/** The name of the key that decides, by which readers of the decision know it; null: it is no key of a table. */
export async function keyNameOf({ trx, pool, author }: Deciding): Promise<string | null> {
  return (await findOwnApiKey(trx, pool.orgId, author.keyId))?.name ?? null
}

/** Notes a decision and its audit entry. @returns its number. */
export async function noteDecision(
  { trx, pool, author }: Deciding,
  { kind, planNumber, cells, action, cellId, messageId }: DecisionToNote,
): Promise<number> {
  const id = await insertDecision(trx, {
    org_id: pool.orgId,
    pool_id: pool.poolId,
    kind,
    plan_number: planNumber,
    cells,
    reason: author.reason,
    author: author.keyId,
    author_name: author.name,
    request_id: author.requestId,
    message_id: messageId ?? null,
  })
  await insertAuditEntry(trx, {
    org_id: pool.orgId,
    actor: author.keyId,
    action,
    object: [pool.poolId, ...(cellId ? [cellId] : planNumber === null ? [] : [planNumber])].join('/'),
    request_id: author.requestId,
  })
  return id
}
