import { MAX_MAPPINGS, type Mapping, mapping as mappingSchema } from '@sluice/contracts'
import { type DatabaseTransaction, findRow, isUsedByFeeds } from '@sluice/database'
import { inForce } from './change.ts'
import { type Configured, type ConfiguredKind, configuring } from './configured.ts'

const kind: ConfiguredKind<'mappings', Mapping> = {
  table: 'mappings',
  name: 'mapping',
  noun: 'mapping',
  notFound: 'mapping-not-found',
  read: ({ body }) => mappingSchema.parse(body),
  write: (mapping) => ({ body: JSON.stringify(mapping) }),
  most: MAX_MAPPINGS,
  kept: { by: isUsedByFeeds, because: 'A feed uses this mapping; give it another first.' },
}

export type ConfiguredMapping = Configured<Mapping>

/** Mappings, one by one; deleteMapping is refused (conflict) while a feed uses it. */
export const { put: putMapping, delete: deleteMapping, get: getMapping, list: listMappings } = configuring(kind)

/** A mapping, for counting by it. */
export interface MappingInForce extends ConfiguredMapping {
  /** When it came to be what it is: comparable with other mappings of the organization, as versions are not. */
  changedAt: Date
}

/** A mapping in force; undefined: no such. */
export async function readMapping(
  trx: DatabaseTransaction,
  orgId: string,
  id: string,
): Promise<MappingInForce | undefined> {
  const row = inForce(await findRow(trx, 'mappings', orgId, id))
  return row && { id: row.id, ...kind.read(row), version: row.version, changedAt: row.updated_at }
}
