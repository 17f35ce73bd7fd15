import { once } from 'node:events'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { test as base, expect } from 'vitest'
import { eventually, type TcpProxy, tcpProxy } from '../src/index.ts'

/** A server that answers each line with the same line, and a proxy before it. */
const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted: none
  .extend('echo', async ({}, { onCleanup }): Promise<Server> => {
    const server = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onCleanup(() => {
      server.close()
    })
    return server
  })
  .extend('proxy', async ({ echo }, { onCleanup }): Promise<TcpProxy> => {
    const address = echo.address()
    if (typeof address !== 'object' || address === null) throw new Error('a TCP server has a port')
    const proxy = await tcpProxy(`tcp://127.0.0.1:${address.port}`)
    onCleanup(() => proxy.close())
    return proxy
  })

interface Client {
  socket: Socket
  heard: () => string
  failed: () => string
}

async function connect(proxy: TcpProxy): Promise<Client> {
  const socket = createConnection(proxy.port, '127.0.0.1')
  const state = { heard: '', failed: '' }
  socket.on('data', (chunk) => {
    state.heard += chunk
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    state.failed = error.code ?? error.message
  })
  await once(socket, 'connect')
  return { socket, heard: () => state.heard, failed: () => state.failed }
}

/** How a new connection ends; the reset may come before the connection is even told of. */
async function failureOf(proxy: TcpProxy): Promise<string | undefined> {
  const socket = createConnection(proxy.port, '127.0.0.1')
  const [error] = await once(socket, 'close').then(
    () => [],
    (reason: NodeJS.ErrnoException) => [reason],
  )
  return error?.code
}

async function expectEcho(client: Client, text: string): Promise<void> {
  client.socket.write(text)
  await eventually(client.heard, (heard) => heard.endsWith(text))
}

test('pass: both ways, much at once, and an end is an end', async ({ proxy }) => {
  const client = await connect(proxy)
  await expectEcho(client, 'hello')
  const much = 'x'.repeat(5_000_000)
  client.socket.write(much)
  await eventually(
    () => client.heard().length,
    (length) => length === much.length + 5,
  )
  client.socket.end()
  await once(client.socket, 'close')
  await eventually(proxy.connections, (count) => count === 0)
})

test('cut: everyone is reset, new ones too; then pass works again', async ({ proxy }) => {
  const client = await connect(proxy)
  await expectEcho(client, 'hello')
  await proxy.setMode('cut')
  await eventually(client.failed, (code) => code === 'ECONNRESET')
  expect(await failureOf(proxy)).toBe('ECONNRESET')
  await proxy.setMode('pass')
  await expectEcho(await connect(proxy), 'again')
})

test('refuse: nobody listens; then pass listens on the same port', async ({ proxy }) => {
  const client = await connect(proxy)
  await expectEcho(client, 'hello')
  await proxy.setMode('refuse')
  await eventually(client.failed, (code) => code === 'ECONNRESET')
  await expect(connect(proxy)).rejects.toThrow('ECONNREFUSED')
  await proxy.setMode('pass')
  await expectEcho(await connect(proxy), 'again')
})

test('freeze: old connections hear nothing ever again, new ones work, nobody is told', async ({ proxy }) => {
  const old = await connect(proxy)
  await expectEcho(old, 'before')
  await proxy.setMode('freeze')
  old.socket.write('dropped')
  await expectEcho(await connect(proxy), 'new')
  await proxy.setMode('pass')
  old.socket.write('dropped too')
  await expectEcho(await connect(proxy), 'newer') // two round trips of others: time enough for an answer
  expect(old.heard()).toBe('before')
  expect(old.failed()).toBe('')
  expect(old.socket.destroyed).toBe(false)
  old.socket.destroy()
})

test('blackhole: connections are made and nothing comes back', async ({ proxy }) => {
  await proxy.setMode('blackhole')
  const client = await connect(proxy)
  client.socket.write('hello')
  await eventually(proxy.connections, (count) => count === 1)
  await proxy.setMode('pass')
  await expectEcho(await connect(proxy), 'new')
  expect(client.heard()).toBe('')
  expect(client.failed()).toBe('')
})

test('a server that is down is an error on the connection, not a hang', async ({ proxy, echo }) => {
  echo.close()
  await once(echo, 'close')
  expect(await failureOf(proxy)).toBe('ECONNRESET')
})

test('urlFor keeps login, database and query', async ({ proxy }) => {
  expect(proxy.urlFor('postgres://me:pass@db.example:5432/sluice?a=b')).toBe(
    `postgres://me:pass@127.0.0.1:${proxy.port}/sluice?a=b`,
  )
})
