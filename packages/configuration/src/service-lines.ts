import { type ServiceLine, serviceLine as serviceLineSchema } from '@sluice/contracts'
import { type Database, isUsedByCells, listPoolsWith, type Page } from '@sluice/database'
import { type ChangeOptions, changeConfiguration, type Saved } from './change.ts'
import {
  archive,
  type Configured,
  type ConfiguredKind,
  type Found,
  getConfigured,
  listConfigured,
  save,
} from './configured.ts'

const kind: ConfiguredKind<'service_lines', ServiceLine> = {
  table: 'service_lines',
  name: 'service-line',
  noun: 'service line',
  notFound: 'service-line-not-found',
  read: ({ name, body }) => serviceLineSchema.parse({ name, ...body }),
  write: ({ name, ...body }) => ({ name, body: JSON.stringify(body) }),
  kept: {
    by: (trx, orgId, id) => isUsedByCells(trx, orgId, 'service_line', id),
    because: 'Cells use this service line; remove them from their pools first.',
  },
  poolsMoved: async ({ trx, orgId }, id) => listPoolsWith(trx, orgId, 'service_line', id),
}

export type ConfiguredServiceLine = Configured<ServiceLine>

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
  return changeConfiguration(db, orgId, options, (change) => save(change, kind, id, serviceLine))
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
  return changeConfiguration(db, orgId, options, (change) => archive(change, kind, id))
}

/** A service line in force; undefined: no such. */
export async function getServiceLine(db: Database, orgId: string, id: string): Promise<Found<ServiceLine> | undefined> {
  return getConfigured(db, orgId, kind, id)
}

/** A page of the service lines in force. */
export async function listServiceLines(db: Database, orgId: string, page: Page): Promise<ConfiguredServiceLine[]> {
  return listConfigured(db, orgId, kind, page)
}
