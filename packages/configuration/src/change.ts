import {
  bumpConfigVersion,
  closePlaceMap,
  type Database,
  type DatabaseTransaction,
  findConfigVersion,
  insertAuditEntry,
  lockConfiguration,
  type RequestedRevision,
  requestRecompute,
  withOrganization,
} from '@sluice/database'
import { ConfigurationRefusal } from './refusal.ts'

export interface ChangeOptions {
  /** The author, for the audit log: the id of a key, or 'owner' for the command line. */
  actor: string
  requestId?: string
  /** Whether the change may be made to this version (null: not there); If-Match in terms of versions. */
  precondition?: (version: number | null) => boolean
}

export interface Saved {
  /** Version of the object; its ETag. */
  version: number
  /** Version of the organization's whole configuration. */
  configVersion: number
  created: boolean
  /** False: it was so already; nothing was written and nothing will be computed. */
  changed: boolean
  /** Pools whose plan may change by it, with the revision that has it. */
  bumped: RequestedRevision[]
}

/** One write to an organization's configuration, under way. */
export interface Change {
  trx: DatabaseTransaction
  orgId: string
  options: ChangeOptions
}

/**
 * Runs `work` in one transaction that is alone in writing this organization's configuration and does not see others'
 * data.
 * @throws ConfigurationRefusal, or the database's error; then nothing was changed.
 */
export async function changeConfiguration<T>(
  db: Database,
  orgId: string,
  options: ChangeOptions,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  return withOrganization(db, { role: 'sluice_results', orgId }, async (trx) => {
    await lockConfiguration(trx, orgId)
    await closePlaceMap(trx, orgId)
    return work({ trx, orgId, options })
  })
}

/** A change that is written while events keep coming in. */
export interface OpenChange extends Change {
  /** Version of the configuration it was weighed against. */
  configVersion: number
}

/**
 * Like changeConfiguration, for changes that take seconds to weigh and write: meanwhile events are mapped as before,
 * until `work` calls `closePlaces`. It must do so before it requests plans or adopts what is known of places.
 * @throws ConfigurationRefusal, or the database's error; then nothing was changed.
 */
export async function changeWhileOpen<T>(
  db: Database,
  orgId: string,
  options: ChangeOptions,
  work: (change: OpenChange) => Promise<T>,
): Promise<T> {
  return withOrganization(db, { role: 'sluice_results', orgId }, async (trx) => {
    await lockConfiguration(trx, orgId)
    return work({ trx, orgId, options, configVersion: await findConfigVersion(trx, orgId) })
  })
}

/**
 * Keeps events out until the change is committed.
 * @throws ConfigurationRefusal conflict where a process of a version before, which knows only the lock taken here, changed
 * something since the change was weighed
 */
export async function closePlaces({ trx, orgId, configVersion }: OpenChange): Promise<void> {
  await closePlaceMap(trx, orgId)
  if ((await findConfigVersion(trx, orgId)) === configVersion) return
  throw new ConfigurationRefusal('conflict', 'Other configuration was changed at the same moment; send it again.')
}

/** Versions and archives of anything configured. */
export interface Stored {
  version: number
  archived_at: Date | null
}

/** What is in force; an archived row counts as absent, but its versions go on. */
export function inForce<T extends Stored>(row: T | undefined): T | undefined {
  return row?.archived_at === null ? row : undefined
}

/** @throws ConfigurationRefusal precondition-failed */
export function requirePrecondition({ options }: Change, version: number | null): void {
  if (options.precondition?.(version) === false)
    throw new ConfigurationRefusal('precondition-failed', 'It was changed since it was read.')
}

/** The outcome of a PUT that finds everything as it wants it. */
export async function unchanged({ trx, orgId }: Change, version: number): Promise<Saved> {
  return { version, configVersion: await findConfigVersion(trx, orgId), created: false, changed: false, bumped: [] }
}

/** Counts and notes a change that was written, and requests new plans of the pools it may change. */
export async function finishChange(
  { trx, orgId, options }: Change,
  { action, object, version, created = false, pools }: FinishedChange,
): Promise<Saved> {
  const configVersion = await bumpConfigVersion(trx, orgId)
  const bumped = await requestRecompute(trx, orgId, pools)
  await insertAuditEntry(trx, {
    org_id: orgId,
    actor: options.actor,
    action,
    object,
    request_id: options.requestId ?? null,
  })
  return { version, configVersion, created, changed: true, bumped }
}

export interface FinishedChange {
  /** `pool.put`, `location.archive`. */
  action: string
  /** The id; a cell's after its pool's: `west/smyrna`. */
  object: string
  version: number
  created?: boolean
  /** Ids of the pools whose plan may change. */
  pools: readonly string[]
}
