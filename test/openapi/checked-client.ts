import {
  createClient,
  events,
  type FollowOptions,
  type SluiceClient,
  type StreamedEvent,
  type StreamPath,
} from '@sluice/client'
import { ApiDocument, type OpenApi } from './api-document.ts'

export interface CheckedOptions {
  url: string
  key: string
  /** Which of an installation's services publishes the document; the same one unless said. */
  documentAt?: string
}

/** What an installation publishes of itself, and which of its operations have been answered 2xx. */
interface Published {
  document: ApiDocument
  succeeded: Set<string>
}

const published = new Map<string, Promise<Published>>()

/** Asked once: the document of a running program does not change. */
function publishedBy(url: string): Promise<Published> {
  const known = published.get(url) ?? readDocument(url)
  published.set(url, known)
  return known
}

async function readDocument(url: string): Promise<Published> {
  const answer = await fetch(`${url}/openapi.json`)
  return { document: new ApiDocument((await answer.json()) as OpenApi), succeeded: new Set() }
}

/**
 * A client that asks once (what is tried again, and for how long, is for the test to say) and holds every answer
 * against the OpenAPI document that the installation publishes: its status, its media type, its headers and its body.
 */
export function checkedClient({ url, key, documentAt = url }: CheckedOptions): SluiceClient {
  const client = createClient({ url, key, retry: { retries: 0 } })
  client.use({
    onResponse: async ({ request, response, schemaPath }) => {
      const { document, succeeded } = await publishedBy(documentAt)
      const operation = document.operationOf(request.method, schemaPath)
      const fault = document.faultOf(operation, {
        status: response.status,
        mediaType: (response.headers.get('content-type') ?? '').split(';')[0] ?? '',
        body: await response.clone().text(),
        hasHeader: (name) => response.headers.has(name),
      })
      if (fault !== null) throw new Error(`${operation.operationId} is not answered as the document says: ${fault}`)
      if (response.ok) succeeded.add(operation.operationId)
    },
  })
  return client
}

/** Follows a stream, each of whose events is held against the same document. */
export async function* checkedEvents<Path extends StreamPath>(
  { url, key, documentAt = url }: CheckedOptions,
  path: Path,
  options: FollowOptions<Path>,
): AsyncGenerator<StreamedEvent<Path>, void, undefined> {
  const { document, succeeded } = await publishedBy(documentAt)
  const operation = document.operationOf('get', path)
  for await (const event of events({ url, key }, path, options)) {
    const fault = document.eventFaultOf(operation, event)
    if (fault !== null) throw new Error(`${path} streams what the document does not say: ${fault}`)
    succeeded.add(operation.operationId)
    yield event
  }
}

/** Operations of the document that no checked client of this installation got a 2xx for. */
export async function operationsNotSeen(url: string): Promise<string[]> {
  const { document, succeeded } = await publishedBy(url)
  return document.operations.map(({ operationId }) => operationId).filter((id) => !succeeded.has(id))
}
