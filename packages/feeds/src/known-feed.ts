import {
  type DatabaseTransaction,
  type FeedFile,
  type FeedKey,
  listFeedFiles,
  packJson,
  unpackJson,
} from '@sluice/database'
import type { Manifest } from '@sluice/fhir'
import type { FeedDocument, Fetched } from './fetch-document.ts'
import type { FetchedFeed, KnownFeed } from './fetch-feed.ts'
import type { FileContent } from './read-file.ts'

/** What was read of a feed last time. */
export async function loadKnownFeed(trx: DatabaseTransaction, key: FeedKey, manifestUrl: string): Promise<KnownFeed> {
  const files = new Map<string, FeedDocument<FileContent>>()
  let manifest: KnownFeed['manifest']
  for (const row of await listFeedFiles(trx, key)) {
    if (row.url === manifestUrl) manifest = await unpack<Manifest>(row)
    else files.set(row.url, await unpack<FileContent>(row))
  }
  return { manifest, files }
}

/** All documents of a feed by url, and those to write because the publisher was asked. */
export async function packFeed({ manifest, files }: FetchedFeed): Promise<{ urls: string[]; changed: FeedFile[] }> {
  const all: Fetched<unknown>[] = [manifest, ...files]
  const asked = all.filter(({ wasAsked }) => wasAsked)
  return {
    urls: all.map(({ document }) => document.url),
    changed: await Promise.all(asked.map(({ document }) => pack(document))),
  }
}

async function pack({ content, ...rest }: FeedDocument<unknown>): Promise<FeedFile> {
  return { ...rest, body: await packJson(JSON.stringify(content)) }
}

async function unpack<Content>({ body, ...rest }: FeedFile): Promise<FeedDocument<Content>> {
  return { ...rest, content: await unpackJson<Content>(body) }
}
