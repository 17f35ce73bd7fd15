import { type ServiceLine, serviceLine as serviceLineSchema } from '@sluice/contracts'
import {
  archiveRow,
  type Database,
  findConfigVersion,
  findServiceLine,
  isUsedByCells,
  listPoolsWith,
  listServiceLines as listRows,
  type Page,
  type ServiceLineRow,
  upsertServiceLine,
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
import { ConfigurationRefusal } from './refusal.ts'
import { isSame } from './same.ts'

/**
 * Configures a service line, whole; the same again changes nothing.
 * @throws ConfigurationRefusal precondition-failed
 */
export async function putServiceLine(
  db: Database,
  orgId: string,
  id: string,
  serviceLine: ServiceLine,
  options: ChangeOptions,
): Promise<Saved> {
  return changeConfiguration(db, orgId, options, (change) => saveServiceLine(change, id, serviceLine))
}

async function saveServiceLine(change: Change, id: string, serviceLine: ServiceLine): Promise<Saved> {
  const { trx, orgId } = change
  const row = await findServiceLine(trx, orgId, id)
  const before = inForce(row)
  requirePrecondition(change, before?.version ?? null)
  if (before && isSame(rowToServiceLine(before), serviceLine)) return unchanged(change, before.version)
  const version = (row?.version ?? 0) + 1
  const { name, ...body } = serviceLine
  await upsertServiceLine(trx, { org_id: orgId, id, name, body: JSON.stringify(body), version })
  const pools = await listPoolsWith(trx, orgId, 'service_line', id)
  return finishChange(change, { action: 'service-line.put', object: id, version, created: !before, pools })
}

/**
 * Takes a service line out of force.
 * @throws ConfigurationRefusal service-line-not-found, precondition-failed; conflict while a cell uses it
 */
export async function deleteServiceLine(
  db: Database,
  orgId: string,
  id: string,
  options: ChangeOptions,
): Promise<Saved> {
  return changeConfiguration(db, orgId, options, async (change) => {
    const { trx } = change
    const before = inForce(await findServiceLine(trx, orgId, id))
    if (!before)
      throw new ConfigurationRefusal('service-line-not-found', 'Your organization has no service line with this id.')
    requirePrecondition(change, before.version)
    if (await isUsedByCells(trx, orgId, 'service_line', id))
      throw new ConfigurationRefusal('conflict', 'Cells use this service line; remove them from their pools first.')
    await archiveRow(trx, 'service_lines', orgId, id)
    return finishChange(change, { action: 'service-line.archive', object: id, version: before.version + 1, pools: [] })
  })
}

export type ConfiguredServiceLine = ServiceLine & { id: string; version: number }

/** A service line in force, and the organization's configuration count; undefined: no such. */
export async function getServiceLine(
  db: Database,
  orgId: string,
  id: string,
): Promise<{ serviceLine: ConfiguredServiceLine; configVersion: number } | undefined> {
  return withOrganization(
    db,
    { role: 'sluice_results', orgId },
    async (trx) => {
      const row = inForce(await findServiceLine(trx, orgId, id))
      return row && { serviceLine: rowToConfigured(row), configVersion: await findConfigVersion(trx, orgId) }
    },
    { isolation: 'repeatable read', readOnly: true },
  )
}

/** A page of the service lines in force. */
export async function listServiceLines(db: Database, orgId: string, page: Page): Promise<ConfiguredServiceLine[]> {
  const rows = await withOrganization(db, { role: 'sluice_results', orgId }, (trx) => listRows(trx, orgId, page), {
    readOnly: true,
  })
  return rows.map(rowToConfigured)
}

function rowToConfigured(row: ServiceLineRow): ConfiguredServiceLine {
  return { id: row.id, ...rowToServiceLine(row), version: row.version }
}

/** Settings that came after the row was written get their defaults. */
function rowToServiceLine({ name, body }: ServiceLineRow): ServiceLine {
  return serviceLineSchema.parse({ name, ...body })
}
