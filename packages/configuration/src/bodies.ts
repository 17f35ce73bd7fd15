import {
  archiveRow,
  type BodyRow,
  type BodyTableName,
  type Database,
  type DatabaseTransaction,
  findBody,
  findConfigVersion,
  listBodies,
  type Page,
  upsertBody,
  withOrganization,
} from '@sluice/database'
import { type Change, finishChange, inForce, requirePrecondition, type Saved, unchanged } from './change.ts'
import { ConfigurationRefusal, type RefusalCode } from './refusal.ts'
import { isSame } from './same.ts'

/** A kind of configuration that is one JSON body, and moves no plan by itself. */
export interface BodyKind<Body extends object> {
  table: BodyTableName
  /** In the audit log: `mapping.put`. */
  name: string
  notFound: RefusalCode
  /** Reads a stored body; settings that came after it was written get their defaults. */
  read: (body: unknown) => Body
}

export type Configured<Body> = Body & { id: string; version: number }

/** Writes a body whole; the same again changes nothing. @throws ConfigurationRefusal precondition-failed */
export async function saveBody<Body extends object>(
  change: Change,
  kind: BodyKind<Body>,
  id: string,
  body: Body,
): Promise<Saved> {
  const { trx, orgId } = change
  const row = await findBody(trx, kind.table, orgId, id)
  const before = inForce(row)
  requirePrecondition(change, before?.version ?? null)
  if (before && isSame(kind.read(before.body), body)) return unchanged(change, before.version)
  const version = (row?.version ?? 0) + 1
  await upsertBody(trx, kind.table, { org_id: orgId, id, body: JSON.stringify(body), version })
  return finishChange(change, { action: `${kind.name}.put`, object: id, version, created: !before, pools: [] })
}

/** Takes a body out of force. @throws ConfigurationRefusal the kind's notFound, precondition-failed */
export async function archive<Body extends object>(change: Change, kind: BodyKind<Body>, id: string): Promise<Saved> {
  const { trx, orgId } = change
  const before = inForce(await findBody(trx, kind.table, orgId, id))
  if (!before) throw new ConfigurationRefusal(kind.notFound, `Your organization has no ${kind.name} with this id.`)
  requirePrecondition(change, before.version)
  await archiveRow(trx, kind.table, orgId, id)
  return finishChange(change, { action: `${kind.name}.archive`, object: id, version: before.version + 1, pools: [] })
}

/** A body in force, and the organization's configuration count; undefined: no such. */
export async function getBody<Body extends object>(
  db: Database,
  orgId: string,
  kind: BodyKind<Body>,
  id: string,
): Promise<{ found: Configured<Body>; configVersion: number } | undefined> {
  return withOrganization(
    db,
    { role: 'sluice_results', orgId },
    async (trx) => {
      const found = await readBody(trx, orgId, kind, id)
      return found && { found, configVersion: await findConfigVersion(trx, orgId) }
    },
    { isolation: 'repeatable read', readOnly: true },
  )
}

/** The same inside a transaction of the caller's. */
export async function readBody<Body extends object>(
  trx: DatabaseTransaction,
  orgId: string,
  kind: BodyKind<Body>,
  id: string,
): Promise<Configured<Body> | undefined> {
  const row = inForce(await findBody(trx, kind.table, orgId, id))
  return row && rowToConfigured(kind, row)
}

/** A page of the bodies in force. */
export async function listConfigured<Body extends object>(
  db: Database,
  orgId: string,
  kind: BodyKind<Body>,
  page: Page,
): Promise<Configured<Body>[]> {
  const find = (trx: DatabaseTransaction) => listBodies(trx, kind.table, orgId, page)
  const rows = await withOrganization(db, { role: 'sluice_results', orgId }, find, { readOnly: true })
  return rows.map((row) => rowToConfigured(kind, row))
}

export function rowToConfigured<Body extends object>(
  kind: BodyKind<Body>,
  { id, body, version }: BodyRow,
): Configured<Body> {
  return { id, ...kind.read(body), version }
}
