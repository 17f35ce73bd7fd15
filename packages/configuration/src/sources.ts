import { MAX_SIGNING_SECRETS, MAX_SOURCES, type Source } from '@sluice/contracts'
import {
  archiveSource,
  countSources,
  type Database,
  type DatabaseTransaction,
  deleteSigningSecret as deleteSecretRow,
  filterKeysWithScope,
  findSource,
  insertSigningSecret,
  listPoolsOfSource,
  listSigningSecrets,
  type SourceRow,
  sourceId,
  upsertSource,
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

export interface SourceChangeOptions extends ChangeOptions {
  /** Whether the caller may change what protects the data: who may write, signatures, ids that are numbers. */
  mayProtect: boolean
}

/**
 * Configures a source, replacing all of it; the same again changes nothing. When its interval changes, pools that have
 * figures of it are computed anew, since it stretches their limits of freshness.
 * @throws ConfigurationRefusal invalid when `id` is not that of the source, or one of the keys it comes to name may
 * send no events; forbidden; conflict when it must sign and has no secret, or would be one too many;
 * precondition-failed
 */
export async function putSource(
  db: Database,
  orgId: string,
  id: string,
  source: Source,
  options: SourceChangeOptions,
): Promise<Saved> {
  if (sourceId(source.source) !== id)
    throw new ConfigurationRefusal('invalid', 'The address names another source.', [
      { pointer: '#/source', detail: 'the source whose id is in the address' },
    ])
  return changeConfiguration(db, orgId, options, (change) => saveSource(change, source, options))
}

async function saveSource(change: Change, source: Source, options: SourceChangeOptions): Promise<Saved> {
  const { trx, orgId } = change
  const id = sourceId(source.source)
  const row = await findSource(trx, orgId, id)
  const before = inForce(row)
  requirePrecondition(change, before?.version ?? null)
  if (before && isSame(rowToSource(before), source)) return unchanged(change, before.version)
  requireProtection(options, before ? rowToSource(before) : unprotected, source)
  if (before === undefined) await requireRoom(change)
  if (source.requireSignature) await requireSecret(change, source.source)
  await requireSendingKeys(change, source.keyIds ?? [], before?.key_ids ?? [])
  const version = (row?.version ?? 0) + 1
  await upsertSource(trx, { org_id: orgId, id, version, ...sourceToColumns(source) })
  const isPaceNew = (before?.expected_interval_minutes ?? null) !== source.expectedIntervalMinutes
  const pools = isPaceNew ? await listPoolsOfSource(trx, orgId, source.source) : []
  return finishChange(change, { action: 'source.put', object: id, version, created: !before, pools })
}

type Protection = Pick<Source, 'acceptsNumericIds' | 'requireSignature' | 'keyIds'>

const unprotected: Protection = { acceptsNumericIds: false, requireSignature: false, keyIds: null }

function requireProtection({ mayProtect }: SourceChangeOptions, before: Protection, after: Protection): void {
  const protectionOf = ({ acceptsNumericIds, requireSignature, keyIds }: Protection) => ({
    acceptsNumericIds,
    requireSignature,
    keyIds,
  })
  if (mayProtect || isSame(protectionOf(before), protectionOf(after))) return
  throw new ConfigurationRefusal('forbidden', 'Changing what protects a source needs the scope keys:admin as well.')
}

/**
 * A mistyped key would shut out the one that was meant. What the source names already may have ended since: that is no
 * reason to refuse another name for it.
 */
async function requireSendingKeys(
  { trx, orgId }: Change,
  keyIds: readonly string[],
  before: readonly string[],
): Promise<void> {
  const sending = await filterKeysWithScope(trx, orgId, { keyIds, scope: 'events:write' })
  const faults = keyIds.flatMap((keyId, index) =>
    sending.has(keyId) || before.includes(keyId)
      ? []
      : [{ pointer: `#/keyIds/${index}`, detail: 'a key in force of your organization with the scope events:write' }],
  )
  if (faults.length === 0) return
  throw new ConfigurationRefusal(
    'invalid',
    'A source is bound to keys that may send events; GET /v1/keys lists yours.',
    faults,
  )
}

/** Whether only those may write as this source who sign, or whose keys it names. A feed neither signs nor has a key. */
export async function isClosedToFeeds(trx: DatabaseTransaction, orgId: string, source: string): Promise<boolean> {
  const row = inForce(await findSource(trx, orgId, sourceId(source)))
  return row !== undefined && (row.require_signature || row.key_ids !== null)
}

/** All that protect their events are read whenever one changes, and alerts look at each. */
async function requireRoom({ trx, orgId }: Change): Promise<void> {
  if ((await countSources(trx, orgId)) < MAX_SOURCES) return
  const most = MAX_SOURCES.toLocaleString('en')
  throw new ConfigurationRefusal(
    'conflict',
    `An organization has at most ${most} configured sources: delete those that report no more.`,
  )
}

async function requireSecret({ trx, orgId }: Change, source: string): Promise<void> {
  if ((await listSigningSecrets(trx, orgId, [source])).length > 0) return
  throw new ConfigurationRefusal('conflict', 'A source that must sign needs a signing secret first.', [
    { pointer: '#/requireSignature', detail: 'true only with a signing secret' },
  ])
}

/**
 * Takes what is configured of a source out of force, and deletes its secrets.
 * @throws ConfigurationRefusal source-not-found, forbidden, precondition-failed
 */
export async function deleteSource(
  db: Database,
  orgId: string,
  id: string,
  options: SourceChangeOptions,
): Promise<Saved> {
  return changeConfiguration(db, orgId, options, async (change) => {
    const { trx } = change
    const before = await requireSource(change, id)
    requirePrecondition(change, before.version)
    requireProtection(options, rowToSource(before), unprotected)
    for (const secret of await listSigningSecrets(trx, orgId, [before.source]))
      await deleteSecretRow(trx, orgId, secret)
    await archiveSource(trx, orgId, before.source)
    const hadPace = before.expected_interval_minutes !== null
    const pools = hadPace ? await listPoolsOfSource(trx, orgId, before.source) : []
    return finishChange(change, { action: 'source.archive', object: id, version: before.version + 1, pools })
  })
}

/** A secret as it is stored: sealed for its place. */
export interface SealedSecret {
  id: string
  sealed: Buffer
}

/**
 * Adds a signing secret to a configured source. `seal` is given the secret's place.
 * @throws ConfigurationRefusal source-not-found; conflict when it has two
 */
export async function addSigningSecret(
  db: Database,
  orgId: string,
  id: string,
  secret: SealedSecret,
  options: ChangeOptions,
): Promise<Date> {
  return changeConfiguration(db, orgId, options, async (change) => {
    const { trx } = change
    const { source, version } = await requireSource(change, id)
    if ((await listSigningSecrets(trx, orgId, [source])).length >= MAX_SIGNING_SECRETS)
      throw new ConfigurationRefusal('conflict', 'The source has two signing secrets; delete the older one first.')
    await insertSigningSecret(trx, { org_id: orgId, source, ...secret })
    await finishChange(change, { action: 'source.add-secret', object: `${id}/${secret.id}`, version, pools: [] })
    const added = (await listSigningSecrets(trx, orgId, [source])).find((row) => row.id === secret.id)
    if (added === undefined) throw new Error('the signing secret was not stored')
    return added.created_at
  })
}

/**
 * Deletes a signing secret.
 * @throws ConfigurationRefusal source-not-found, secret-not-found; conflict when it is the last of a source that must sign
 */
export async function deleteSigningSecret(
  db: Database,
  orgId: string,
  { sourceId: id, secretId }: { sourceId: string; secretId: string },
  options: ChangeOptions,
): Promise<Saved> {
  return changeConfiguration(db, orgId, options, async (change) => {
    const { trx } = change
    const { source, version, require_signature: mustSign } = await requireSource(change, id)
    const secrets = await listSigningSecrets(trx, orgId, [source])
    const secret = secrets.find((row) => row.id === secretId)
    if (!secret) throw new ConfigurationRefusal('secret-not-found', 'The source has no signing secret with this id.')
    if (mustSign && secrets.length === 1)
      throw new ConfigurationRefusal('conflict', 'The source must sign; add another secret before this one goes.')
    await deleteSecretRow(trx, orgId, secret)
    return finishChange(change, { action: 'source.delete-secret', object: `${id}/${secretId}`, version, pools: [] })
  })
}

async function requireSource({ trx, orgId }: Change, id: string): Promise<SourceRow> {
  const row = inForce(await findSource(trx, orgId, id))
  if (row) return row
  throw new ConfigurationRefusal('source-not-found', 'Your organization has configured no source with this id.')
}

function rowToSource(row: SourceRow): Source {
  return {
    source: row.source,
    name: row.name,
    expectedIntervalMinutes: row.expected_interval_minutes,
    acceptsNumericIds: row.accepts_numeric_ids,
    requireSignature: row.require_signature,
    keyIds: row.key_ids,
  }
}

function sourceToColumns(source: Source) {
  return {
    source: source.source,
    name: source.name,
    expected_interval_minutes: source.expectedIntervalMinutes,
    accepts_numeric_ids: source.acceptsNumericIds,
    require_signature: source.requireSignature,
    key_ids: source.keyIds,
  }
}
