import { isClosedToFeeds } from '@sluice/configuration'
import { type DatabaseTransaction, type FeedKey, findFeedVersions, keepConfiguration } from '@sluice/database'
import { FeedFailure } from './feed-failure.ts'

/** What a poll reads and counts by, and the versions of it that were in force as it began. */
export interface ConfiguredBy {
  source: string
  mappingId: string
  versions: { feed: number | null; mapping: number | null }
}

/**
 * The feed was removed, switched off or changed, or its mapping was, while it was polled: what was read is no longer
 * wanted.
 */
export class FeedChanged extends Error {
  constructor() {
    super('a feed was changed while it was polled')
    this.name = 'FeedChanged'
  }
}

/**
 * Until the transaction ends the feed and its mapping stay as they were loaded: once it is answered that they are
 * removed, switched off or changed, nothing is stored by the old ones.
 * @throws FeedChanged where they no longer are
 * @throws FeedFailure source-protected where its source has come to take no events of feeds
 */
export async function requireAsLoaded(trx: DatabaseTransaction, key: FeedKey, by: ConfiguredBy): Promise<void> {
  if (!(await isAsLoaded(trx, key, by))) throw new FeedChanged()
  if (await isClosedToFeeds(trx, key.orgId, by.source)) throw new FeedFailure('source-protected')
}

/** The same as an answer, of the feed and its mapping. */
export async function isAsLoaded(
  trx: DatabaseTransaction,
  key: FeedKey,
  { mappingId, versions }: ConfiguredBy,
): Promise<boolean> {
  await keepConfiguration(trx, key.orgId)
  const now = await findFeedVersions(trx, key, mappingId)
  return now.feed === versions.feed && now.mapping === versions.mapping
}
