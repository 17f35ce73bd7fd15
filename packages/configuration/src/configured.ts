import {
  archiveRow,
  type ConfiguredColumns,
  type ConfiguredRow,
  type ConfiguredTable,
  countRows,
  type Database,
  type DatabaseTransaction,
  findConfigVersion,
  findRow,
  listRows,
  type Page,
  upsertRow,
  withOrganization,
} from '@sluice/database'
import {
  type Change,
  type ChangeOptions,
  changeConfiguration,
  finishChange,
  inForce,
  requirePrecondition,
  type Saved,
  unchanged,
} from './change.ts'
import { ConfigurationRefusal, type RefusalCode } from './refusal.ts'
import { isSame } from './same.ts'

/** A kind of thing that is configured one by one, each in a row of its own: a location, a mapping. */
export interface ConfiguredKind<Table extends ConfiguredTable, Value extends object> {
  table: Table
  /** In the audit log: `service-line.put`. */
  name: string
  /** As people say it: "service line". */
  noun: string
  notFound: RefusalCode
  /** Reads a stored row; settings that came after it was written get their defaults. */
  read: (row: ConfiguredRow<Table>) => Value
  /** The columns of a value. */
  write: (value: Value) => ConfiguredColumns<Table>
  /** How many an organization may have in force; no limit by default. */
  most?: number
  /** Whether something depends on it, and then why it may not be taken out of force. */
  kept?: { by: (trx: DatabaseTransaction, orgId: string, id: string) => Promise<boolean>; because: string }
  /** Ids of the pools whose plan may change when it changes; none by default. */
  poolsMoved?: (change: Change, id: string, before: Value | undefined, after: Value) => Promise<readonly string[]>
}

export type Configured<Value> = Value & { id: string; version: number }

/** What can be done with things of a kind, as it is done with any. */
export function configuring<Table extends ConfiguredTable, Value extends object>(kind: ConfiguredKind<Table, Value>) {
  return {
    /** Configures one, replacing all of it; the same again changes nothing. */
    put: (db: Database, orgId: string, id: string, value: Value, options: ChangeOptions): Promise<Saved> =>
      changeConfiguration(db, orgId, options, (change) => save(change, kind, id, value)),
    /** Takes one out of force. @throws ConfigurationRefusal its notFound, precondition-failed; conflict while it is used */
    delete: (db: Database, orgId: string, id: string, options: ChangeOptions): Promise<Saved> =>
      changeConfiguration(db, orgId, options, (change) => archive(change, kind, id)),
    /** One in force; undefined: no such. */
    get: (db: Database, orgId: string, id: string): Promise<Found<Value> | undefined> =>
      getConfigured(db, orgId, kind, id),
    /** A page of those in force. */
    list: (db: Database, orgId: string, page: Page): Promise<Configured<Value>[]> =>
      listConfigured(db, orgId, kind, page),
  }
}

/** Writes one, replacing all of it; the same again changes nothing. */
export async function save<Table extends ConfiguredTable, Value extends object>(
  change: Change,
  kind: ConfiguredKind<Table, Value>,
  id: string,
  value: Value,
): Promise<Saved> {
  const { trx, orgId } = change
  const row = await findRow(trx, kind.table, orgId, id)
  const current = inForce(row)
  const before = current && kind.read(current)
  requirePrecondition(change, current?.version ?? null)
  if (current && isSame(before, value)) return unchanged(change, current.version)
  if (!current) await requireRoom(change, kind)
  const version = (row?.version ?? 0) + 1
  await upsertRow(trx, kind.table, { orgId, id, version }, kind.write(value))
  const pools = (await kind.poolsMoved?.(change, id, before, value)) ?? []
  return finishChange(change, { action: `${kind.name}.put`, object: id, version, created: !before, pools })
}

async function requireRoom<Table extends ConfiguredTable, Value extends object>(
  { trx, orgId }: Change,
  { table, noun, most }: ConfiguredKind<Table, Value>,
): Promise<void> {
  if (most === undefined || (await countRows(trx, table, orgId)) < most) return
  throw new ConfigurationRefusal(
    'conflict',
    `An organization has at most ${most.toLocaleString('en')} ${noun}s: delete those that are used no more.`,
  )
}

/** Takes one out of force. @throws ConfigurationRefusal the kind's notFound, precondition-failed; conflict while it is used */
export async function archive<Table extends ConfiguredTable, Value extends object>(
  change: Change,
  kind: ConfiguredKind<Table, Value>,
  id: string,
): Promise<Saved> {
  const { trx, orgId } = change
  const before = inForce(await findRow(trx, kind.table, orgId, id))
  if (!before) throw new ConfigurationRefusal(kind.notFound, `Your organization has no ${kind.noun} with this id.`)
  requirePrecondition(change, before.version)
  if (kind.kept && (await kind.kept.by(trx, orgId, id))) throw new ConfigurationRefusal('conflict', kind.kept.because)
  await archiveRow(trx, kind.table, orgId, id)
  return finishChange(change, { action: `${kind.name}.archive`, object: id, version: before.version + 1, pools: [] })
}

/** One in force. */
export interface Found<Value> {
  found: Configured<Value>
  /** The organization's configuration count. */
  configVersion: number
}

/** One in force; undefined: no such. */
export async function getConfigured<Table extends ConfiguredTable, Value extends object>(
  db: Database,
  orgId: string,
  kind: ConfiguredKind<Table, Value>,
  id: string,
): Promise<Found<Value> | undefined> {
  return withOrganization(
    db,
    { role: 'sluice_results', orgId },
    async (trx) => {
      const found = await readConfigured(trx, orgId, kind, id)
      return found && { found, configVersion: await findConfigVersion(trx, orgId) }
    },
    { isolation: 'repeatable read', readOnly: true },
  )
}

/** The same inside a transaction of the caller's. */
export async function readConfigured<Table extends ConfiguredTable, Value extends object>(
  trx: DatabaseTransaction,
  orgId: string,
  kind: ConfiguredKind<Table, Value>,
  id: string,
): Promise<Configured<Value> | undefined> {
  const row = inForce(await findRow(trx, kind.table, orgId, id))
  return row && rowToConfigured(kind, row)
}

/** A page of those in force. */
async function listConfigured<Table extends ConfiguredTable, Value extends object>(
  db: Database,
  orgId: string,
  kind: ConfiguredKind<Table, Value>,
  page: Page,
): Promise<Configured<Value>[]> {
  const read = (trx: DatabaseTransaction) => readPage(trx, orgId, kind, page)
  return withOrganization(db, { role: 'sluice_results', orgId }, read, { readOnly: true })
}

/** The same inside a transaction of the caller's. */
export async function readPage<Table extends ConfiguredTable, Value extends object>(
  trx: DatabaseTransaction,
  orgId: string,
  kind: ConfiguredKind<Table, Value>,
  page: Page,
): Promise<Configured<Value>[]> {
  const rows = await listRows(trx, kind.table, orgId, page)
  return rows.map((row) => rowToConfigured(kind, row))
}

function rowToConfigured<Table extends ConfiguredTable, Value extends object>(
  kind: ConfiguredKind<Table, Value>,
  row: ConfiguredRow<Table>,
): Configured<Value> {
  return { id: row.id, ...kind.read(row), version: row.version }
}
