import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BodyBudget, type BodyRoom } from './body-budget.ts'

const full = expect.objectContaining({ code: 'unavailable', headers: { 'retry-after': '1' } })

const ofOrganization = expect.objectContaining({ reason: 'bodies-of-organization' })
const ofAll = expect.objectContaining({ reason: 'bodies-of-all' })

test('an organization holds at most what is left free for the others, to the byte', () => {
  const budget = new BodyBudget({ bytes: 12, share: 0 })
  const { giveBack } = budget.reserve('north', 6)
  expect(() => budget.reserve('north', 1)).toThrow(ofOrganization)
  budget.reserve('south', 3)
  expect(() => budget.reserve('south', 1)).toThrow(ofOrganization)
  budget.reserve('east', 1)
  expect(() => budget.reserve('east', 3)).toThrow(ofAll)
  giveBack()
  giveBack()
  expect(budget.held).toBe(4)
  budget.reserve('north', 4)
  expect(() => budget.reserve('north', 1)).toThrow(ofOrganization)
})

test('those that take all they can get leave the others what is theirs, and take it from nobody', () => {
  const budget = new BodyBudget({ bytes: 12, share: 2 })
  budget.reserve('north', 6)
  budget.reserve('north', 2)
  expect(() => budget.reserve('north', 1)).toThrow(ofOrganization)
  budget.reserve('south', 3)
  const { giveBack } = budget.reserve('east', 1)
  budget.reserve('east', 1)
  budget.reserve('east', 1)
  giveBack()
  budget.reserve('east', 1)
  expect(budget.held).toBe(14)
})

test('an organization that holds nothing waits for its first body, before anybody gets more, and in order', async () => {
  const budget = new BodyBudget({ bytes: 8, share: 0 })
  const north = budget.reserve('north', 4)
  const south = budget.reserve('south', 2)
  const east = budget.reserve('east', 4)
  const west = budget.reserve('west', 1)
  expect(() => budget.reserve('east', 1), 'one of each waits').toThrow(ofOrganization)
  expect(() => budget.reserve('south', 1), 'nobody who holds some goes before them').toThrow(ofOrganization)
  south.giveBack()
  await east.granted
  expect(await isSettled(west.granted)).toBe(false)
  north.giveBack()
  await west.granted
  expect(budget.held).toBe(5)
  budget.reserve('north', 3)
})

test('whoever waited too long, or has gone, waits no more', async () => {
  const budget = new BodyBudget({ bytes: 8, share: 0, waitMs: 1 })
  const north = budget.reserve('north', 4)
  const south = budget.reserve('south', 4)
  await expect(budget.reserve('east', 4).granted).rejects.toThrow(ofAll)
  const gone = budget.reserve('east', 5)
  const west = budget.reserve('west', 2)
  gone.giveBack()
  south.giveBack()
  await west.granted
  await expect(gone.granted).rejects.toThrow(ofAll)
  for (const room of [north, west, gone]) room.giveBack()
  expect(budget.held).toBe(0)
})

async function isSettled(promise: Promise<unknown> | null): Promise<boolean> {
  const pending = {}
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending
}

test('however many organizations take all they can get, each of them gets its turn', async () => {
  const greedy = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(greedy, fc.infiniteStream(fc.nat(1_000)), async (sizes, picks) => {
      const budget = new BodyBudget({ bytes: 30, share: 0 })
      const served = new Set<number>()
      let held: BodyRoom[] = []
      const askAll = () => {
        for (const [org, size] of sizes.entries()) {
          for (let room = tried(() => budget.reserve(`org-${org}`, size)); room; ) {
            if (room.granted === null) served.add(org)
            // One that is left in the line when the case is over is refused a minute later, in the middle of another test.
            room.granted?.then(
              () => served.add(org),
              () => undefined,
            )
            held.push(room)
            room = room.granted ? null : tried(() => budget.reserve(`org-${org}`, size))
          }
        }
      }
      askAll()
      // Bodies end in any order, and all of them ask for more again at once; whoever waits goes on waiting.
      for (let ended = 0; ended < 6 * sizes.length && served.size < sizes.length; ended += 1) {
        const readable = await readableOf(held)
        const one = readable[(picks.next().value ?? 0) % readable.length]
        one?.giveBack()
        held = held.filter((room) => room !== one)
        await Promise.resolve()
        askAll()
      }
      expect(served.size).toBe(sizes.length)
    }),
  )
})

async function readableOf(rooms: readonly BodyRoom[]): Promise<BodyRoom[]> {
  const settled = await Promise.all(rooms.map(({ granted }) => granted === null || isSettled(granted)))
  return rooms.filter((_, at) => settled[at])
}

test('whatever is reserved and given back, no bound is passed and nothing is lost', () => {
  const step = fc.record({
    org: fc.constantFrom('a', 'b', 'c'),
    bytes: fc.integer({ min: 1, max: 8 }),
    back: fc.nat(20),
  })
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const budget = new BodyBudget({ bytes: 20, share: 0 })
      const open: { org: string; bytes: number; release: () => void }[] = []
      const sum = (org?: string) =>
        open.filter((one) => org === undefined || one.org === org).reduce((all, { bytes }) => all + bytes, 0)
      for (const { org, bytes, back } of steps) {
        const fits = sum(org) + bytes <= 20 - sum()
        if (fits) open.push({ org, bytes, release: budget.reserve(org, bytes).giveBack })
        else if (sum(org) === 0) budget.reserve(org, bytes).giveBack()
        else expect(() => budget.reserve(org, bytes)).toThrow(full)
        open.splice(back, 1)[0]?.release()
        expect(budget.held).toBe(sum())
      }
      for (const { release } of open) release()
      expect(budget.held).toBe(0)
    }),
  )
})

function tried<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
