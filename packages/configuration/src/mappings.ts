import { type Mapping, mapping as mappingSchema } from '@sluice/contracts'
import { type Database, type DatabaseTransaction, isUsedByFeeds, type Page } from '@sluice/database'
import { archive, type BodyKind, type Configured, getBody, listConfigured, readBody, saveBody } from './bodies.ts'
import { type ChangeOptions, changeConfiguration, type Saved } from './change.ts'
import { ConfigurationRefusal } from './refusal.ts'

const kind: BodyKind<Mapping> = {
  table: 'mappings',
  name: 'mapping',
  notFound: 'mapping-not-found',
  read: (body) => mappingSchema.parse(body),
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
  return changeConfiguration(db, orgId, options, (change) => saveBody(change, kind, id, mapping))
}

/**
 * Takes a mapping out of force.
 * @throws ConfigurationRefusal mapping-not-found, precondition-failed; conflict while a feed uses it
 */
export async function deleteMapping(db: Database, orgId: string, id: string, options: ChangeOptions): Promise<Saved> {
  return changeConfiguration(db, orgId, options, async (change) => {
    if (await isUsedByFeeds(change.trx, orgId, id))
      throw new ConfigurationRefusal('conflict', 'A feed uses this mapping; give it another first.')
    return archive(change, kind, id)
  })
}

/** A mapping in force, and the organization's configuration count; undefined: no such. */
export async function getMapping(db: Database, orgId: string, id: string) {
  const got = await getBody(db, orgId, kind, id)
  return got && { mapping: got.found, configVersion: got.configVersion }
}

/** A mapping in force, for whoever counts by it. */
export async function readMapping(
  trx: DatabaseTransaction,
  orgId: string,
  id: string,
): Promise<ConfiguredMapping | undefined> {
  return readBody(trx, orgId, kind, id)
}

/** A page of the mappings in force. */
export async function listMappings(db: Database, orgId: string, page: Page): Promise<ConfiguredMapping[]> {
  return listConfigured(db, orgId, kind, page)
}
