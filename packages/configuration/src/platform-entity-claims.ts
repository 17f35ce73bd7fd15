import type { ListedPlatformEntity } from '@sluice/contracts'
import type { Fault } from './refusal.ts'

/** What on its platform files name for an entity beside its budget: what another entity's file would undo, were it its too. */
export interface Claim {
  /** Equal for entities that claim the same. */
  key: string
  /** Where the entity says so. */
  at: string
  /** What no other entity may have, in words. */
  what: string
  /** Whether only Google Ads Editor identifies it by this. */
  isName: boolean
}

type Claiming = Pick<ListedPlatformEntity, 'platform' | 'accountId' | 'level' | 'externalId' | 'campaignIds' | 'name'>

/**
 * Campaigns that a pause stops or that carry their budget themselves, and the name Editor finds a campaign by: names are unique
 * in an account of Google Ads, capitals aside. Ids of Meta name one thing at whatever level.
 */
export function claimsOf({ platform, accountId, level, externalId, campaignIds, name }: Claiming): Claim[] {
  const account = `${platform} ${digitsOf(accountId)}`
  if (platform === 'meta')
    return [{ key: `${account} id ${withoutZeros(externalId)}`, at: '/externalId', what: 'an id', isName: false }]
  if (platform === 'microsoft_ads' && level === 'campaign') return [campaignClaim(account, externalId, '/externalId')]
  const campaigns = campaignIds.map((id, index) => campaignClaim(account, id, `/campaignIds/${index}`))
  if (platform !== 'google_ads' || level !== 'campaign') return campaigns
  const key = `${account} name ${name.normalize('NFC').toLowerCase()}`
  return [...campaigns, { key, at: '/name', what: 'a campaign’s name', isName: true }]
}

function campaignClaim(account: string, id: string, at: string): Claim {
  return { key: `${account} campaign ${withoutZeros(id)}`, at, what: 'a campaign', isName: false }
}

/** One account may be written 123-456-7890 and 1234567890. */
export function digitsOf(accountId: string): string {
  return accountId.replaceAll('-', '')
}

function withoutZeros(id: string): string {
  return id.replace(/^0+/, '')
}

/** Claims that an earlier entity of the list has as well. An entity does not stand against itself. */
export function claimFaults(entities: readonly ListedPlatformEntity[]): (Fault & { entityId: string })[] {
  const ownerOf = new Map<string, string>()
  return entities.flatMap((entity, index) =>
    claimsOf(entity).flatMap(({ key, at, what }) => {
      const owner = ownerOf.get(key) ?? entity.id
      ownerOf.set(key, owner)
      if (owner === entity.id) return []
      const detail = `${what} that no other entity has: ${owner} has this one`
      return [{ pointer: `#/entities/${index}${at}`, detail, entityId: entity.id }]
    }),
  )
}

type Other = Claiming & { poolId: string }

/** Claims that an entity of another pool has. */
export function claimedElsewhere(
  entities: readonly ListedPlatformEntity[],
  others: readonly Other[],
): (Fault & { entityId: string })[] {
  const poolOf = new Map(others.flatMap((other) => claimsOf(other).map(({ key }) => [key, other.poolId] as const)))
  return entities.flatMap((entity, index) =>
    claimsOf(entity).flatMap(({ key, at, what }) => {
      const poolId = poolOf.get(key)
      if (poolId === undefined) return []
      const detail = `${what} that no other entity has: one of pool ${poolId} has this one`
      return [{ pointer: `#/entities/${index}${at}`, detail, entityId: entity.id }]
    }),
  )
}
