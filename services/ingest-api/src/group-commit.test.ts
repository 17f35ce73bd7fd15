import type { Event } from '@sluice/contracts'
import type { StoredEvent } from '@sluice/ingestion'
import { makeCapacityEvent } from '@sluice/test-kit'
import { expect, test } from 'vitest'
import { GroupCommit, type GroupCommitOptions, type StoreEvents } from './group-commit.ts'

const accepted: StoredEvent = { outcome: 'accepted', pools: [] }

/** A store whose transactions end when the test says so. */
function slowStore() {
  const groups: { orgId: string; ids: string[]; commit: () => void; fail: (error: Error) => void }[] = []
  const store: StoreEvents = (orgId, events) =>
    new Promise((resolve, reject) => {
      groups.push({
        orgId,
        ids: events.map(({ id }) => id),
        commit: () => resolve(events.map(() => accepted)),
        fail: reject,
      })
    })
  return { groups, store }
}

function commitsOf(options: Partial<GroupCommitOptions> = {}) {
  const { groups, store } = slowStore()
  const commits = new GroupCommit({ store, parallel: 1, ...options })
  const add = (id: string, orgId = 'north') => commits.store(orgId, [withId(id)], 100)
  return { groups, commits, add }
}

const withId = (id: string): Event => makeCapacityEvent({ id })
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('an idle lane commits at once; what comes meanwhile is the next group', async () => {
  const { groups, add } = commitsOf()
  const [first, second, third] = [add('1'), add('2'), add('3')]
  expect(groups.map(({ ids }) => ids)).toEqual([['1']])
  groups[0]?.commit()
  expect(await first).toEqual([accepted])
  await settle()
  expect(groups.map(({ ids }) => ids)).toEqual([['1'], ['2', '3']])
  groups[1]?.commit()
  expect(await Promise.all([second, third])).toEqual([[accepted], [accepted]])
})

test('nobody is answered before their own group has committed', async () => {
  const { groups, add } = commitsOf()
  const answered: string[] = []
  const [first] = ['1', '2'].map((id) => add(id).then(() => answered.push(id)))
  groups[0]?.commit()
  await first
  await settle()
  expect(answered).toEqual(['1'])
})

test('a group that fails is told to those in it, and to nobody else', async () => {
  const { groups, add } = commitsOf()
  const [first, second] = [add('1'), add('2')]
  groups[0]?.fail(new Error('down'))
  await expect(first).rejects.toThrow('down')
  await settle()
  groups[1]?.commit()
  expect(await second).toEqual([accepted])
})

test('organizations never share a transaction, and do not wait for one another', () => {
  const { groups, add } = commitsOf()
  void add('1', 'north')
  void add('2', 'south')
  expect(groups.map(({ orgId, ids }) => [orgId, ids])).toEqual([
    ['north', ['1']],
    ['south', ['2']],
  ])
})

test('a request’s events stay in one transaction and in order; a group ends before it gets too large', async () => {
  const { groups, commits, add } = commitsOf({ maxEvents: 3 })
  void add('1')
  void commits.store('north', ['2', '3'].map(withId), 200)
  void commits.store('north', ['4', '5'].map(withId), 200)
  void commits.store('north', ['6', '7', '8', '9'].map(withId), 400)
  for (const at of [0, 1, 2]) {
    groups[at]?.commit()
    await settle()
  }
  expect(groups.map(({ ids }) => ids.join(''))).toEqual(['1', '23', '45', '6789'])
})

test('more than may wait is turned away, until there is room again', async () => {
  const { groups, commits, add } = commitsOf({ maxWaiting: { events: 2, bytes: 10_000 } })
  const [first, second] = [add('1'), add('2')]
  expect(commits.isFull).toBe(true)
  await expect(add('3')).rejects.toMatchObject({ code: 'unavailable', headers: { 'retry-after': '1' } })
  groups[0]?.commit()
  await first
  await settle()
  expect(commits.isFull).toBe(false)
  groups[1]?.commit()
  await second
})

test('bytes count as well as events', async () => {
  const { commits, add } = commitsOf({ maxWaiting: { events: 1_000, bytes: 150 } })
  void add('1')
  expect(commits.isFull).toBe(false)
  void add('2')
  expect(commits.isFull).toBe(true)
})

test('who waited too long is turned away and not stored', async () => {
  const { groups, add } = commitsOf({ maxWaitMs: -1 })
  await expect(add('1')).rejects.toMatchObject({ code: 'unavailable' })
  expect(groups.map(({ ids }) => ids)).toEqual([[]])
})
