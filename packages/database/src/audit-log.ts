import { type ExpressionBuilder, type Insertable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { AuditLogTable, Schema } from './schema.ts'

/** What an entry says; its place in the chain and its moment are the database's. */
export type AuditEntry = Omit<Insertable<AuditLogTable>, 'id' | 'seq' | 'at' | 'prev_hash' | 'hash'>

/**
 * Notes who did what to which object, in the transaction that did it. Ids only: values never go into this table. Call it
 * last: from here to the commit other changes of the organization wait for their place in the chain.
 */
export async function insertAuditEntry(trx: DatabaseTransaction, entry: AuditEntry): Promise<void> {
  await trx.insertInto('audit_log').values(entry).execute()
}

/** The same for several of one organization, in their order. */
export async function insertAuditEntries(trx: DatabaseTransaction, entries: readonly AuditEntry[]): Promise<void> {
  await trx
    .insertInto('audit_log')
    .values([...entries])
    .execute()
}

/** An entry as it was hashed. */
export interface AuditRow {
  seq: number
  /** UTC with microseconds: `2026-11-25T21:30:00.123456Z`. */
  at: string
  actor: string
  action: string
  object: string
  outcome: 'done' | 'refused'
  reason: string | null
  times: number
  request_id: string | null
  prev_hash: Buffer
  hash: Buffer
}

export interface AuditFilter {
  actor?: string | undefined
  action?: string | undefined
  /** At or after, and before: RFC 3339. */
  from?: string | undefined
  until?: string | undefined
  /** Only entries before this one. */
  before?: number | undefined
  limit: number
}

/** Entries of an organization, newest first. */
export async function listAuditEntries(
  trx: DatabaseTransaction,
  orgId: string,
  { actor, action, from, until, before, limit }: AuditFilter,
): Promise<AuditRow[]> {
  let query = trx.selectFrom('audit_log').select(columns).where('org_id', '=', orgId)
  if (actor !== undefined) query = query.where('actor', '=', actor)
  if (action !== undefined) query = query.where('action', '=', action)
  if (from !== undefined) query = query.where('at', '>=', new Date(from))
  if (until !== undefined) query = query.where('at', '<', new Date(until))
  if (before !== undefined) query = query.where('seq', '<', before)
  return query.orderBy('seq', 'desc').limit(limit).execute()
}

/** Entries of an organization in the order of the chain, from the one after `seq` on. */
export async function listAuditChain(
  trx: DatabaseTransaction,
  orgId: string,
  { after, limit }: { after: number; limit: number },
): Promise<AuditRow[]> {
  return trx
    .selectFrom('audit_log')
    .select(columns)
    .where('org_id', '=', orgId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute()
}

/** Where the chain ends, as noted apart from it; undefined: nothing was ever written. */
export async function findAuditHead(
  trx: DatabaseTransaction,
  orgId: string,
): Promise<{ seq: number; hash: Buffer } | undefined> {
  return trx.selectFrom('audit_heads').select(['seq', 'hash']).where('org_id', '=', orgId).executeTakeFirst()
}

function columns(eb: ExpressionBuilder<Schema, 'audit_log'>) {
  return [
    'seq',
    // A Date would lose the microseconds, and with them the hash.
    sql<string>`to_char(${eb.ref('at')} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('at'),
    'actor',
    'action',
    'object',
    'outcome',
    'reason',
    'times',
    'request_id',
    'prev_hash',
    'hash',
  ] as const
}
