import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, Socket } from 'node:net'
import { eventually } from '@sluice/test-kit'
import { describe, expect, onTestFinished, test } from 'vitest'
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

describe('by itself', () => {
  const byte = Buffer.from('x')
  const round = () => new Promise((resolve) => setImmediate(resolve))

  /** A connection that only says how often it was told to go on. */
  class Asked extends Socket {
    times = 0
    override resume(): this {
      this.times += 1
      return this
    }
  }

  test('beyond 512 chunks of one round, and beyond 64 KiB that nobody reads, the connection waits', () => {
    const crowded = new CompactRequest(new Asked())
    expect(Array.from({ length: 513 }, () => crowded.push(byte))).toEqual([...Array(512).fill(true), false])
    const full = new CompactRequest(new Asked())
    expect([full.push(Buffer.alloc(65_535)), full.push(byte)]).toEqual([true, false])
  })

  test('chunks of another round are counted anew', async () => {
    const request = new CompactRequest(new Asked())
    for (let left = 513; left > 0; left -= 1) request.push(byte)
    await round()
    expect(request.push(byte)).toBe(true)
  })

  test('what came in several rounds while nobody read stays in one piece behind the first', async () => {
    const request = new CompactRequest(new Asked())
    for (const text of ['first', 'and', 'then', 'more']) {
      request.push(Buffer.from(text))
      await round()
    }
    // The rest is here, not in the stream's list of pieces.
    expect(request.readableLength).toBe('first'.length)
    request.push(null)
    let read = ''
    for await (const piece of request) read += String(piece)
    expect(read).toBe('firstandthenmore')
  })

  test('of crowded connections one is read on in a round, of others all at once', async () => {
    const make = (chunks: number) => {
      const connection = new Asked()
      const request = new CompactRequest(connection)
      for (let left = chunks; left > 0; left -= 1) request.push(byte)
      return { connection, request }
    }
    const readOn = async (chunks: number) => {
      const made = [make(chunks), make(chunks), make(chunks)]
      const before = made.map(({ connection }) => connection.times)
      for (const { request } of made) request._read(1)
      const times: number[] = []
      for (let left = 4; left > 0; left -= 1) {
        times.push(made.reduce((sum, { connection }, at) => sum + connection.times - (before[at] ?? 0), 0))
        await round()
      }
      return times
    }
    expect((await readOn(1))[0]).toBe(3)
    expect(await readOn(513)).toEqual([0, 1, 2, 3])
  })
})
