import type { Event } from '@sluice/contracts'
import type { StoredEvent } from '@sluice/ingestion'
import { makeCapacityEvent } from '@sluice/test-kit'
import { describe, expect, test } from 'vitest'
import { GroupCommit, type GroupCommitOptions, type StoreEvents } from './group-commit.ts'
import { turnedAwayFor } from './turned-away.ts'

const accepted: StoredEvent = { outcome: 'accepted', pools: [] }
/** An answer that tells whose it is. */
const answerTo = (id: string): StoredEvent => ({ outcome: 'accepted', pools: [{ poolId: id, revision: 1 }] })

/** One transaction. */
interface Group {
  orgId: string
  ids: string[]
  /** Ends it; every event has the same answer. */
  commit: () => void
  /** Ends it; every event has an answer of its own. */
  answer: () => void
  fail: (error: Error) => void
}

/** A store whose transactions end when the test says so. */
function slowStore() {
  const groups: Group[] = []
  const store: StoreEvents = (orgId, events) =>
    new Promise((resolve, reject) => {
      groups.push({
        orgId,
        ids: events.map(({ id }) => id),
        commit: () => resolve(events.map(() => accepted)),
        answer: () => resolve(events.map(({ id }) => answerTo(id))),
        fail: reject,
      })
    })
  return { groups, store }
}

function commitsOf(options: Partial<GroupCommitOptions> = {}) {
  const { groups, store } = slowStore()
  const commits = new GroupCommit({ store, divide: inTurn, parallel: 1, ...options })
  const add = (id: string, orgId = 'north') => commits.store(orgId, [withId(id)], 100)
  return { groups, commits, add }
}

/** The first event into the first part, the second into the second, and so on. */
const inTurn: GroupCommitOptions['divide'] = (_orgId, events, count) =>
  Array.from({ length: count }, (_, part) => [...events.keys()].filter((number) => number % count === part))
const withId = (id: string): Event => makeCapacityEvent({ id })
const idsOf = (groups: readonly Group[]) => groups.map(({ ids }) => ids.join(''))
/** A round of the event loop, in which what has come begins. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('an idle lane commits in the next round; what comes meanwhile is the next group', async () => {
  const { groups, add } = commitsOf()
  const first = add('1')
  await settle()
  const [second, third] = [add('2'), add('3')]
  await settle()
  expect(groups.map(({ ids }) => ids)).toEqual([['1']])
  groups[0]?.commit()
  expect(await first).toEqual([accepted])
  await settle()
  expect(groups.map(({ ids }) => ids)).toEqual([['1'], ['2', '3']])
  groups[1]?.commit()
  expect(await Promise.all([second, third])).toEqual([[accepted], [accepted]])
})

test('what comes in one round of the event loop is one group', async () => {
  const { groups, add } = commitsOf({ parallel: 2 })
  void add('1')
  void add('2')
  await settle()
  await settle()
  expect(idsOf(groups)).toEqual(['12'])
})

test('what fills a transaction begins at once', () => {
  const { groups, add } = commitsOf({ maxEvents: 2 })
  void add('1')
  void add('2')
  expect(idsOf(groups)).toEqual(['12'])
})

test('a group begins beside another only if it is as large, or as large as one gets; else when that one has ended', async () => {
  const { groups, commits, add } = commitsOf({ maxEvents: 4, parallel: 2 })
  const begunAfter = async (...ids: string[]) => {
    for (const id of ids) void add(id)
    await settle()
    return idsOf(groups)
  }
  void add('1')
  void commits.store('north', ['2', '3', '4', '5', '6', '7'].map(withId), 600)
  expect(await begunAfter()).toEqual(['1', '234567'])
  groups[0]?.commit()
  expect(await begunAfter('a', 'b', 'c'), 'three beside six, of four at most').toHaveLength(2)
  expect((await begunAfter('d'))[2]).toBe('abcd')
  expect(await begunAfter('e', 'f'), 'two are running already').toHaveLength(3)
  groups[1]?.commit()
  expect(await begunAfter(), 'two beside four').toHaveLength(3)
  groups[2]?.commit()
  expect((await begunAfter())[3]).toBe('ef')
  expect(await begunAfter('g'), 'one beside two').toHaveLength(4)
  expect((await begunAfter('h'))[4], 'two beside two').toBe('gh')
})

test('an organization’s transactions are counted together, however fast they end', async () => {
  const { groups, add } = commitsOf()
  const first = add('1')
  await settle()
  const second = add('2')
  groups[0]?.commit()
  await first
  groups[1]?.commit()
  await second
  void add('3')
  await settle()
  void add('4')
  await settle()
  expect(idsOf(groups), 'the fourth waits for the third').toEqual(['1', '2', '3'])
})

test('nobody is answered before their own group has committed', async () => {
  const { groups, add } = commitsOf()
  const answered: string[] = []
  const first = add('1').then(() => answered.push('1'))
  await settle()
  void add('2').then(() => answered.push('2'))
  groups[0]?.commit()
  await first
  await settle()
  expect(answered).toEqual(['1'])
})

test('a group that fails is told to those in it, and to nobody else', async () => {
  const { groups, add } = commitsOf()
  const first = add('1')
  first.catch(() => undefined)
  await settle()
  const second = add('2')
  groups[0]?.fail(new Error('down'))
  await expect(first).rejects.toThrow('down')
  await settle()
  groups[1]?.commit()
  expect(await second).toEqual([accepted])
})

test('organizations never share a transaction, and do not wait for one another', async () => {
  const { groups, add } = commitsOf()
  void add('1', 'north')
  void add('2', 'south')
  await settle()
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
    await settle()
    groups[at]?.commit()
  }
  await settle()
  expect(idsOf(groups)).toEqual(['123', '45', '6789'])
})

test('a large request that finds its lane idle is divided over its transactions, and answered when all are committed', async () => {
  const { groups, commits, add } = commitsOf({ maxEvents: 3, parallel: 2 })
  const large = commits.store('north', ['1', '2', '3', '4', '5'].map(withId), 500)
  await settle()
  const next = commits.store('north', ['6', '7', '8', '9'].map(withId), 400)
  await settle()
  expect(idsOf(groups), 'the smaller part first').toEqual(['24', '135'])
  let isAnswered = false
  void large.then(() => (isAnswered = true))
  groups[1]?.commit()
  await settle()
  expect([isAnswered, groups[2]?.ids.join('')], 'the next finds one busy').toEqual([false, '6789'])
  groups[0]?.commit()
  expect(await large).toEqual([accepted, accepted, accepted, accepted, accepted])
  groups[2]?.commit()
  await next
  expect(commits.held).toEqual({ events: 0, bytes: 0 })
  void add('a')
})

test('the second part is laid out when the first was sent', async () => {
  const { groups, commits } = commitsOf({ maxEvents: 1, parallel: 2 })
  void commits.store('north', ['1', '2'].map(withId), 200)
  expect(idsOf(groups)).toEqual(['1'])
  await settle()
  expect(idsOf(groups)).toEqual(['1', '2'])
})

test('each event of a divided request has its own answer', async () => {
  const { groups, commits } = commitsOf({ maxEvents: 1, parallel: 2 })
  const large = commits.store('north', ['1', '2', '3'].map(withId), 300)
  await settle()
  for (const group of groups) group.answer()
  expect(await large).toEqual(['1', '2', '3'].map(answerTo))
})

describe('a part that fails is the whole request’s failure', () => {
  const outage = () => Object.assign(new Error('down'), { code: 'ECONNREFUSED' })
  async function divided(endings: ((group: Group) => void)[]) {
    const { groups, commits } = commitsOf({ maxEvents: 1, parallel: 2 })
    const large = commits.store('north', ['1', '2', '3', '4'].map(withId), 400)
    const failure = large.then(
      () => null,
      (error: unknown) => error,
    )
    await settle()
    for (const [part, group] of groups.entries()) endings[part]?.(group)
    const told = await failure
    await settle()
    expect(commits.held).toEqual({ events: 0, bytes: 0 })
    return told
  }

  test('which says that the other part is stored, and how many events those are', async () => {
    const told = await divided([(one) => one.fail(outage()), (other) => other.commit()])
    expect(told).toMatchObject({ code: 'unavailable', status: 503, stored: 2, headers: { 'retry-after': '1' } })
    expect(told).toMatchObject({ outcomes: [undefined, accepted, undefined, accepted] })
    expect(String(told)).toMatch(/events: 2.*again: that is safe.*duplicate/)
    expect(turnedAwayFor(told)).toBe('database-away')
  })

  test('which is told when the last part has ended, so that what is stored is known', async () => {
    const { groups, commits } = commitsOf({ maxEvents: 1, parallel: 2 })
    const large = commits.store('north', ['1', '2'].map(withId), 200)
    let told: unknown
    const failed = large.catch((error: unknown) => (told = error))
    await settle()
    groups[0]?.fail(outage())
    await settle()
    expect(told).toBeUndefined()
    groups[1]?.commit()
    await failed
    expect(told).toMatchObject({ stored: 1 })
  })

  test('and no more than that where no other is stored, or where the fault is ours', async () => {
    const [first, second] = [outage(), outage()]
    expect(await divided([(one) => one.fail(first), (other) => other.fail(second)])).toBe(first)
    const bug = new Error('a bug')
    expect(await divided([(one) => one.commit(), (other) => other.fail(bug)])).toBe(bug)
  })
})

test('a request that names one event twice is never divided: the first of them counts', async () => {
  const { groups, commits } = commitsOf({ maxEvents: 1, parallel: 2 })
  void commits.store('north', ['1', '2', '1'].map(withId), 300)
  await settle()
  expect(idsOf(groups)).toEqual(['121'])
})

test('more than may wait is turned away, until there is room again', async () => {
  const { groups, commits, add } = commitsOf({ maxWaiting: { events: 2, bytes: 10_000 } })
  const first = add('1')
  await settle()
  const second = add('2')
  expect(commits.refusalOf('north')).toBe('events-waiting')
  const refused = { code: 'unavailable', headers: { 'retry-after': '1' }, reason: 'events-waiting' }
  await expect(add('3')).rejects.toMatchObject(refused)
  groups[0]?.commit()
  await first
  await settle()
  expect(commits.refusalOf('north')).toBeNull()
  groups[1]?.commit()
  await second
})

test('one organization may have all, while others wait half; and each a tenth, however full it is', async () => {
  const { commits, add } = commitsOf({ maxWaiting: { events: 10, bytes: 10_000 } })
  for (let n = 0; n < 10; n += 1) void add('1', 'north')
  expect(['north', 'south'].map((orgId) => commits.refusalOf(orgId))).toEqual(['events-waiting', null])
  void add('1', 'south')
  const refused = { code: 'unavailable', headers: { 'retry-after': '1' } }
  await expect(add('2', 'south')).rejects.toMatchObject({ ...refused, reason: 'events-waiting' })
  await expect(add('2', 'north')).rejects.toMatchObject({ ...refused, reason: 'events-of-organization' })
  expect(commits.refusalOf('west')).toBeNull()
})

test('who fills half waits for others no longer than they wait', async () => {
  const { groups, commits, add } = commitsOf({ maxWaiting: { events: 10, bytes: 10_000 } })
  for (let n = 0; n < 5; n += 1) void add('1', 'north')
  const other = add('1', 'south')
  await settle()
  expect(['north', 'south'].map((orgId) => commits.refusalOf(orgId))).toEqual(['events-of-organization', null])
  groups[1]?.commit()
  await other
  await settle()
  expect(commits.refusalOf('north')).toBeNull()
})

test('bytes count as well as events', () => {
  const { commits, add } = commitsOf({ maxWaiting: { events: 1_000, bytes: 150 } })
  void add('1')
  expect(commits.refusalOf('north')).toBeNull()
  void add('2')
  expect(commits.refusalOf('north')).toBe('events-waiting')
})

test('who waited too long is turned away and not stored', async () => {
  const { groups, add } = commitsOf({ maxWaitMs: -1 })
  await expect(add('1')).rejects.toMatchObject({ code: 'unavailable' })
  expect(groups.map(({ ids }) => ids)).toEqual([[]])
})
