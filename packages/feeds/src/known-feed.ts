import {
  type DatabaseTransaction,
  type FeedFile,
  type FeedKey,
  listFeedFiles,
  packJson,
  unpackJson,
} from '@sluice/database'
import type { Manifest, Resource } from '@sluice/fhir'
import type { FeedDocument, Fetched } from './fetch-document.ts'
import type { FetchedFeed, KnownFeed } from './fetch-feed.ts'
import type { Hiding } from './hide-texts.ts'
import type { FileContent } from './read-file.ts'

/**
 * A file as it is stored. An older version wrote `resources`, and names as they were; it cannot go by these, so that it
 * finds none where it is run beside this one: its poll fails, where names of both kinds would say that nothing is open.
 */
type StoredContent = Omit<FileContent, 'resources'> & { hidden?: Resource[]; resources?: Resource[] }

/** What was read of a feed last time. */
export async function loadKnownFeed(
  trx: DatabaseTransaction,
  key: FeedKey,
  { manifestUrl, hiding }: { manifestUrl: string; hiding: Hiding },
): Promise<KnownFeed> {
  const files = new Map<string, FeedDocument<FileContent>>()
  let manifest: KnownFeed['manifest']
  for (const row of await listFeedFiles(trx, key)) {
    if (row.url === manifestUrl) manifest = await unpack<Manifest>(row)
    else files.set(row.url, toKnown(await unpack<StoredContent>(row), hiding))
  }
  return { manifest, files }
}

/** All documents of a feed by url, and those to write because the publisher was asked. */
export async function packFeed({ manifest, files }: FetchedFeed): Promise<{ urls: string[]; changed: FeedFile[] }> {
  const all: Fetched<unknown>[] = [manifest, ...files.map((file) => ({ ...file, document: toStored(file.document) }))]
  const asked = all.filter(({ wasAsked }) => wasAsked)
  return {
    urls: all.map(({ document }) => document.url),
    changed: await Promise.all(asked.map(({ document }) => pack(document))),
  }
}

function toKnown({ content, ...document }: FeedDocument<StoredContent>, hiding: Hiding): FeedDocument<FileContent> {
  const { hidden, resources = [], ...rest } = content
  return { ...document, content: { ...rest, resources: hidden ?? resources.map(hiding.resource) } }
}

function toStored({ content, ...document }: FeedDocument<FileContent>): FeedDocument<StoredContent> {
  const { resources, ...rest } = content
  return { ...document, content: { ...rest, hidden: resources } }
}

async function pack({ content, ...rest }: FeedDocument<unknown>): Promise<FeedFile> {
  return { ...rest, body: await packJson(JSON.stringify(content)) }
}

async function unpack<Content>({ body, ...rest }: FeedFile): Promise<FeedDocument<Content>> {
  return { ...rest, content: await unpackJson<Content>(body) }
}
