import { expect, test } from 'vitest'
import { KnownAddresses } from './known-addresses.ts'

/** Notes how often an address was really read. */
function makeAddresses() {
  const addresses = new KnownAddresses()
  const asked: string[] = []
  const read = (address: string) =>
    addresses.read(address, () => {
      asked.push(address)
      return { params: { poolId: address }, query: undefined }
    })
  return { addresses, asked, read }
}

test('the same address is read once; what it says cannot be changed by who gets it', () => {
  const { asked, read } = makeAddresses()
  const first = read('/a')
  expect(read('/a')).toBe(first)
  expect(asked).toEqual(['/a'])
  expect(() => Object.assign(first.params as object, { poolId: 'b' })).toThrow(TypeError)
})

test('what is refused is refused again', () => {
  const { addresses } = makeAddresses()
  const refuse = () => {
    throw new Error('refused')
  }
  for (const _ of [1, 2]) expect(() => addresses.read('/x', refuse)).toThrow('refused')
})

test('neither many addresses nor long ones fill the memory', () => {
  const { asked, read } = makeAddresses()
  const long = `/${'x'.repeat(256)}`
  for (const _ of [1, 2]) read(long)
  expect(asked).toEqual([long, long])
  for (let n = 0; n < 501; n += 1) read(`/${n}`)
  read('/0')
  expect(asked.filter((address) => address === '/0')).toHaveLength(2)
})
