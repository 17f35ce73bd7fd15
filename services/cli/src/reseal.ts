import {
  type Database,
  type DatabaseTransaction,
  insertAuditEntries,
  lockSealedSecrets,
  replaceSealedSecret,
  type SealedSecret,
  sourceId,
  withOwner,
} from '@sluice/database'
import { type SealedPlace, type Sealer, sourceSecretPlace, UnsealError, webhookSecretPlace } from '@sluice/secrets'

/** What became of an organization's sealed secrets. */
export interface Resealed {
  organization: string
  resealed: number
  /** Sealed with the current key before. */
  current: number
  /** What holds those that none of the keys opens, as the API names it: they are left as they are. */
  unreadable: string[]
}

/**
 * Seals with the current key what was sealed with a previous one, in one transaction with its entries of the audit log. Again
 * it does nothing. Services may run meanwhile, as long as they have both keys.
 */
export async function resealOrganization(db: Database, sealer: Sealer, orgId: string): Promise<Resealed> {
  return withOwner(db, orgId, async (trx) => {
    const secrets = await lockSealedSecrets(trx, orgId)
    const outdated = secrets.filter(({ sealed }) => sealer.isOutdated(sealed))
    const done: SealedSecret[] = []
    const unreadable = new Set<string>()
    for (const secret of outdated) {
      if (await reseal(trx, sealer, orgId, secret)) done.push(secret)
      else unreadable.add(`${secret.kind} ${objectOf(secret)}`)
    }
    const entries = done.map((secret) => ({
      ...{ org_id: orgId, actor: 'owner', action: actions[secret.kind], object: objectOf(secret) },
    }))
    if (entries.length > 0) await insertAuditEntries(trx, entries)
    const current = secrets.length - outdated.length
    return { organization: orgId, resealed: done.length, current, unreadable: [...unreadable] }
  })
}

const actions = { source: 'source.reseal-secret', webhook: 'webhook-endpoint.reseal' } as const

/** False: none of the keys opens it. */
async function reseal(trx: DatabaseTransaction, sealer: Sealer, orgId: string, secret: SealedSecret): Promise<boolean> {
  const place = placeOf(orgId, secret)
  try {
    await replaceSealedSecret(trx, orgId, { ...secret, sealed: sealer.seal(sealer.open(secret.sealed, place), place) })
    return true
  } catch (error) {
    if (error instanceof UnsealError) return false
    throw error
  }
}

function placeOf(orgId: string, secret: SealedSecret): SealedPlace {
  if (secret.kind === 'webhook') return webhookSecretPlace(orgId, secret.endpointId)
  return sourceSecretPlace(orgId, sourceId(secret.source), secret.id)
}

function objectOf(secret: SealedSecret): string {
  return secret.kind === 'webhook' ? secret.endpointId : `${sourceId(secret.source)}/${secret.id}`
}
