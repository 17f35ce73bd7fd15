import { type Mapping, mapping as mappingSchema } from '@sluice/contracts'
import { type DatabaseTransaction, isUsedByFeeds } from '@sluice/database'
import { type Configured, type ConfiguredKind, configuring, readConfigured } from './configured.ts'

const kind: ConfiguredKind<'mappings', Mapping> = {
  table: 'mappings',
  name: 'mapping',
  noun: 'mapping',
  notFound: 'mapping-not-found',
  read: ({ body }) => mappingSchema.parse(body),
  write: (mapping) => ({ body: JSON.stringify(mapping) }),
  kept: { by: isUsedByFeeds, because: 'A feed uses this mapping; give it another first.' },
}

export type ConfiguredMapping = Configured<Mapping>

/** Mappings, one by one; deleteMapping is refused (conflict) while a feed uses it. */
export const { put: putMapping, delete: deleteMapping, get: getMapping, list: listMappings } = configuring(kind)

/** A mapping in force, for whoever counts by it. */
export async function readMapping(
  trx: DatabaseTransaction,
  orgId: string,
  id: string,
): Promise<ConfiguredMapping | undefined> {
  return readConfigured(trx, orgId, kind, id)
}
