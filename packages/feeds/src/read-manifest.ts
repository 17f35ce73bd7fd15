import { collectBytes } from '@sluice/bytes'
import { type Manifest, parseManifest } from '@sluice/fhir'
import { FeedFailure } from './feed-failure.ts'

/** `body` has at most `mostBytes`: fetching sees to it. @throws FeedFailure not-a-manifest */
export async function readManifest(body: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Manifest> {
  const json = (await collectBytes(body, mostBytes)).toString('utf8')
  const read = parseManifest(parse(json), json)
  if (read.kind === 'refused') throw new FeedFailure('not-a-manifest')
  return read.manifest
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Without the cause: V8 quotes the text.
    throw new FeedFailure('not-a-manifest')
  }
}
