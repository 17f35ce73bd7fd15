import { hash } from 'node:crypto'
import { LineSplitter } from '@sluice/bytes'
import { openLineReader, type ReadOptions, type RefusedLines, type Resource, type Servers } from '@sluice/fhir'
import { FeedFailure } from './feed-failure.ts'
import type { Hiding } from './hide-texts.ts'

/** What is kept of a file: no text of it, and nothing of what its publisher names things by (`hidingAllBut`). */
export interface FileContent {
  resources: Resource[]
  refusedLines: number
  /** Those lines by reason. An older version kept none, so they are counted for new files only. */
  refusedBy?: RefusedLines[]
  /** Servers that its absolute addresses name, by type, as hashes; an older version kept none. */
  servers?: [string, string][]
}

/** Longer than any line the reader takes; such a line is skipped, so that memory stays bounded. */
const LINE_BYTES = 1_048_576
/** Beyond it the file is not ours, and reading on would only cost time. */
const MAX_REFUSED_LINES = 10_000

/**
 * Reads NDJSON as it comes.
 * @throws FeedFailure file-unreadable where no line of it is a resource, though there are some (a page, a notice,
 * another format), or more are refused than a file with mistakes would have, or it breaks off in the middle of a line:
 * what it lacks would count as taken, or is of two servers: one id would be two things; body-too-large where there are
 * more than `maxResources`
 */
export async function readFile(
  body: AsyncIterable<Uint8Array>,
  { maxResources, hiding, ...options }: ReadOptions & { maxResources: number; hiding: Hiding },
): Promise<FileContent> {
  const reader = openLineReader(options)
  const splitter = new LineSplitter(LINE_BYTES)
  const decoder = new TextDecoder()
  let hidden = 0
  const hideNew = ({ resources }: { resources: Resource[] }) => {
    for (; hidden < resources.length; hidden += 1) {
      const resource = resources[hidden]
      if (resource) resources[hidden] = hiding.resource(resource)
    }
  }
  for await (const chunk of body) {
    for (const { bytes } of splitter.push(chunk)) {
      if (bytes === null) reader.addTooLong()
      else reader.add(decoder.decode(bytes))
    }
    hideNew(reader.read)
    if (reader.read.refusedLines > MAX_REFUSED_LINES) throw new FeedFailure('file-unreadable')
    if (reader.read.resources.length > maxResources) throw new FeedFailure('body-too-large')
  }
  for (const { bytes } of splitter.end()) {
    if (bytes === null) reader.addUnendedTooLong()
    else reader.addUnended(decoder.decode(bytes))
  }
  hideNew(reader.read)
  const { resources, refusedLines, refusedBy, servers, cutLine, otherServerLine } = reader.read
  if (cutLine !== null || otherServerLine !== null) throw new FeedFailure('file-unreadable')
  if (resources.length === 0 && refusedLines > 0) throw new FeedFailure('file-unreadable')
  if (resources.length > maxResources) throw new FeedFailure('body-too-large')
  return { resources, refusedLines, refusedBy: [...refusedBy.values()], servers: hashed(servers) }
}

/** They are only compared with those of other files. */
function hashed(servers: Servers): [string, string][] {
  return [...servers].map(([type, server]) => [type, hash('sha256', server)])
}
