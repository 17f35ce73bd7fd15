import { type Manifest, parseManifest } from '@sluice/fhir'
import { FeedFailure } from './feed-failure.ts'

/** @throws FeedFailure not-a-manifest */
export async function readManifest(body: AsyncIterable<Uint8Array>): Promise<Manifest> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  const json = Buffer.concat(chunks).toString('utf8')
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
