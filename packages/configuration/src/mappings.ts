import { type Mapping, mapping as mappingSchema } from '@sluice/contracts'
import { type Database, type DatabaseTransaction, isUsedByFeeds, type Page } from '@sluice/database'
import { type ChangeOptions, changeConfiguration, type Saved } from './change.ts'
import {
  archive,
  type Configured,
  type ConfiguredKind,
  type Found,
  getConfigured,
  listConfigured,
  readConfigured,
  save,
} from './configured.ts'

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

/**
 * Configures a mapping, whole; the same again changes nothing.
 * @throws ConfigurationRefusal precondition-failed
 */
export async function putMapping(
  db: Database,
  orgId: string,
  id: string,
  mapping: Mapping,
  options: ChangeOptions,
): Promise<Saved> {
  return changeConfiguration(db, orgId, options, (change) => save(change, kind, id, mapping))
}

/**
 * Takes a mapping out of force.
 * @throws ConfigurationRefusal mapping-not-found, precondition-failed; conflict while a feed uses it
 */
export async function deleteMapping(db: Database, orgId: string, id: string, options: ChangeOptions): Promise<Saved> {
  return changeConfiguration(db, orgId, options, (change) => archive(change, kind, id))
}

/** A mapping in force; undefined: no such. */
export async function getMapping(db: Database, orgId: string, id: string): Promise<Found<Mapping> | undefined> {
  return getConfigured(db, orgId, kind, id)
}

/** A mapping in force, for whoever counts by it. */
export async function readMapping(
  trx: DatabaseTransaction,
  orgId: string,
  id: string,
): Promise<ConfiguredMapping | undefined> {
  return readConfigured(trx, orgId, kind, id)
}

/** A page of the mappings in force. */
export async function listMappings(db: Database, orgId: string, page: Page): Promise<ConfiguredMapping[]> {
  return listConfigured(db, orgId, kind, page)
}
