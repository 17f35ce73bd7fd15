import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What is at an address: a text, or whatever a function does with the response. */
export type Document = string | ((response: ServerResponse, request: IncomingMessage) => void)

/** A publisher on this machine. It answers 304 where it may, and counts what it was asked. */
export async function openPublisher() {
  const documents = new Map<string, Document>()
  const headers: Record<string, string> = { 'content-type': 'text/plain', 'cache-control': 'max-age=0' }
  const asked: { path: string; status: number }[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    const document = documents.get(path)
    response.on('close', () => asked.push({ path, status: response.statusCode }))
    if (document === undefined) return response.writeHead(404).end()
    if (typeof document === 'function') return document(response, request)
    const etag = `"${createHash('sha1').update(document).digest('hex')}"`
    if (request.headers['if-none-match'] === etag) return response.writeHead(304, headers).end()
    return response.writeHead(200, { ...headers, etag }).end(document)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    documents,
    headers,
    asked,
    /** A manifest of these files, at /$bulk-publish. */
    publish(transactionTime: string, files: Record<string, string>, more: object = {}) {
      const output = Object.entries(files).map(([path, type]) => ({ type, url: origin + path }))
      documents.set('/$bulk-publish', JSON.stringify({ transactionTime, request: origin, output, error: [], ...more }))
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export type Publisher = Awaited<ReturnType<typeof openPublisher>>
