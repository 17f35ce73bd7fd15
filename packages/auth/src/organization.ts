import { type Database, insertAuditEntry, insertOrganization, withOwner } from '@sluice/database'

export interface NewOrganization {
  id: string
  name: string
  /** IANA. */
  timeZone: string
}

/**
 * Creates an organization. `created: false`: one with this id was there and stays as it was.
 * @param db connected with the login that migrates.
 */
export async function createOrganization(
  db: Database,
  { id, name, timeZone }: NewOrganization,
): Promise<{ created: boolean }> {
  return withOwner(db, id, async (trx) => {
    const created = await insertOrganization(trx, { id, name, time_zone: timeZone })
    if (created) await insertAuditEntry(trx, { org_id: id, actor: 'owner', action: 'organization.create', object: id })
    return { created }
  })
}
