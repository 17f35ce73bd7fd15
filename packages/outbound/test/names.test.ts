import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Resolve } from '../src/index.ts'
import { listen, open } from './server.ts'

const at = (...addresses: string[]) => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

test('a name that resolves differently a moment later gains nothing: the checked address is the one connected to', async () => {
  const hits: string[] = []
  const outside = await listen((_, response) => response.end(hits.push('outside').toString()), '127.0.0.2')
  const inside = await listen((_, response) => response.end(hits.push('inside').toString()), '127.0.0.1')
  const answers = [at('127.0.0.2'), at('127.0.0.1'), at('127.0.0.1')]
  const asked: string[] = []
  const resolve: Resolve = async (name) => {
    asked.push(name)
    return answers.shift() ?? []
  }
  const outbound = open(['127.0.0.2/32'], { resolve })
  // Both servers' ports are tried under the name, so that a second resolution would reach the inside one.
  expect(await outbound.send({ method: 'GET', url: `http://rebind.example:${outside.port}/` })).toMatchObject({
    status: 200,
  })
  expect(asked).toEqual(['rebind.example'])
  await expect(outbound.send({ method: 'GET', url: `http://rebind.example:${inside.port}/` })).rejects.toMatchObject({
    code: 'scheme-not-allowed',
  })
  expect(hits).toEqual(['outside'])
  await Promise.all([outbound.close(), outside.close(), inside.close()])
})

test.each([
  ['one private address among public ones', at('1.1.1.1', '10.0.0.1'), 'address-not-allowed'],
  ['a mapped one', at('::ffff:127.0.0.1'), 'address-not-allowed'],
  ['the metadata service', at('169.254.169.254'), 'address-not-allowed'],
  ['no address', [], 'name-not-resolved'],
])('%s', async (_, addresses, code) => {
  const outbound = open([], { resolve: async () => addresses })
  await expect(outbound.send({ method: 'POST', url: 'https://hook.example/', body: '{}' })).rejects.toMatchObject({
    code,
  })
  await expect(outbound.check('https://hook.example/')).rejects.toMatchObject({ code })
  await outbound.close()
})

test('a name server that does not answer keeps nobody waiting who is told early; the address is judged when it is asked', async () => {
  const answers = Promise.withResolvers<ReturnType<typeof at>>()
  const outbound = open([], { resolve: () => answers.promise, checkNameMs: 1 })
  await expect(outbound.check('https://hook.example/')).resolves.toBeUndefined()
  // What needs no name server is refused all the same.
  await expect(outbound.check('https://10.0.0.1/')).rejects.toMatchObject({ code: 'address-not-allowed' })
  const sent = outbound.send({ method: 'GET', url: 'https://hook.example/' })
  answers.resolve(at('10.0.0.1'))
  await expect(sent).rejects.toMatchObject({ code: 'address-not-allowed' })
  await outbound.close()
})

test('while a dozen look-ups hang no more are begun for telling early, and again when they have ended', async () => {
  const hanging: ((addresses: ReturnType<typeof at>) => void)[] = []
  const resolve: Resolve = () => new Promise((answer) => hanging.push(answer))
  const outbound = open([], { resolve, checkNameMs: 1 })
  for (let asked = 0; asked < 20; asked += 1) await outbound.check('https://hook.example/')
  expect(hanging).toHaveLength(12)
  for (const answer of hanging.splice(0)) answer(at('10.0.0.1'))
  await turn()
  await outbound.check('https://hook.example/')
  expect(hanging).toHaveLength(1)
  await outbound.close()
})

test('names of this machine are refused as its address is', async () => {
  const outbound = open([])
  await expect(outbound.send({ method: 'GET', url: 'https://localhost/' })).rejects.toMatchObject({
    code: 'address-not-allowed',
  })
  await outbound.close()
})

test('a name that is listed and one that is not, by the same port: only the first is reached', async () => {
  const server = await listen((_, response) => response.end())
  const resolve: Resolve = async (name) => (name === 'ours.example' ? at('127.0.0.1') : at('8.8.8.8'))
  const outbound = open(['127.0.0.0/8'], { resolve })
  await outbound.check(`http://ours.example:${server.port}/`)
  await expect(outbound.check(`http://other.example:${server.port}/`)).rejects.toMatchObject({
    code: 'scheme-not-allowed',
  })
  await expect(outbound.check('https://other.example/')).resolves.toBeUndefined()
  await Promise.all([outbound.close(), server.close()])
})

test('plain http where https was asked for is a failure of TLS', async () => {
  const server = await listen((_, response) => response.end())
  const outbound = open(['127.0.0.0/8'])
  await expect(outbound.send({ method: 'GET', url: `https://127.0.0.1:${server.port}/` })).rejects.toMatchObject({
    code: 'tls-failed',
  })
  await Promise.all([outbound.close(), server.close()])
})
