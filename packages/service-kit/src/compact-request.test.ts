import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { eventually } from '@sluice/test-kit'
import { expect, onTestFinished, test } from 'vitest'
import { CompactRequest } from './compact-request.ts'

/** A server of such requests, and a connection to it that has sent the head of one. */
async function begin(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Socket> {
  const server = createServer({ IncomingMessage: CompactRequest }, handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  onTestFinished(() => {
    client.destroy()
    server.close()
  })
  client.resume()
  client.write('POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n')
  return client
}

const inOneByteChunks = (text: string) => [...text].map((byte) => `1\r\n${byte}\r\n`).join('')
const END = '0\r\n\r\n'

test('a body of chunks of one byte arrives as it was sent, in a few pieces', async () => {
  const text = 'abcdefghij'.repeat(20_000)
  const pieces: Buffer[] = []
  const ended = Promise.withResolvers<void>()
  const client = await begin((request, response) => {
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => response.end(() => ended.resolve()))
  })
  client.write(inOneByteChunks(text) + END)
  await ended.promise
  expect(Buffer.concat(pieces).toString()).toBe(text)
  // 1.2 MB on the wire, of which a read of the connection brings at most 64 KiB; 200,000 pieces as they were sent.
  expect(pieces.length).toBeLessThan(2_000)
})

test('what nobody reads yet is a few pieces as well, and no more than may be; then all of it is read', async () => {
  const arrived = Promise.withResolvers<{ request: IncomingMessage; response: ServerResponse }>()
  const client = await begin((request, response) => arrived.resolve({ request, response }))
  const text = 'x'.repeat(300_000)
  client.write(inOneByteChunks(text) + END)
  const { request, response } = await arrived.promise
  await eventually(
    () => request.socket.isPaused(),
    (isPaused) => isPaused,
  )
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  response.end()
  expect(Buffer.concat(pieces).toString()).toBe(text)
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(2 * 65_536)
})

test('ordinary bodies arrive as before: whole, empty, with a length, one after the other on a connection', async () => {
  const bodies: string[] = []
  const client = await begin(async (request, response) => {
    let body = ''
    for await (const piece of request) body += String(piece)
    bodies.push(body)
    response.end()
  })
  client.write(END)
  await once(client, 'close')
  const server = await begin((request, response) => {
    request.on('data', (piece) => bodies.push(String(piece))).on('end', () => response.end())
  })
  server.write(`5\r\nwhole\r\n${END}`)
  await once(server, 'close')
  expect(bodies).toEqual(['', 'whole'])
})

test('whoever hangs up within a body is noticed', async () => {
  const failed = Promise.withResolvers<Error>()
  const client = await begin((request) => {
    request.on('error', failed.resolve).on('data', () => client.destroy())
  })
  client.write(inOneByteChunks('abc'))
  expect(await failed.promise).toMatchObject({ code: 'ECONNRESET' })
})
