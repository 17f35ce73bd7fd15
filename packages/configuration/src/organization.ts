import { type Database, findOrganization, withOrganization } from '@sluice/database'

export interface ConfiguredOrganization {
  id: string
  name: string
  timeZone: string
  configVersion: number
}

/** The organization itself. @throws when it does not exist: a key names one that does. */
export async function getOrganization(db: Database, orgId: string): Promise<ConfiguredOrganization> {
  return withOrganization(
    db,
    { role: 'sluice_results', orgId },
    async (trx) => {
      const { id, name, time_zone, config_version } = await findOrganization(trx, orgId)
      return { id, name, timeZone: time_zone, configVersion: config_version }
    },
    { readOnly: true },
  )
}
