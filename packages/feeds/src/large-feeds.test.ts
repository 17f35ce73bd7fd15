import { expect, test } from 'vitest'
import { LargeFeeds } from './large-feeds.ts'

const keyOf = (name: string) => {
  const [orgId = '', feedId = ''] = name.split(' ')
  return { orgId, feedId }
}

test('one at a time, in the order of coming, each once', () => {
  const feeds = new LargeFeeds()
  expect(feeds.begin()).toBeNull()
  for (const name of ['north a', 'south b', 'north a']) feeds.add(keyOf(name))
  expect(feeds.begin()).toEqual(keyOf('north a'))
  expect(feeds.begin()).toBeNull()
  expect(feeds.known).toEqual([keyOf('south b'), keyOf('north a')])
  feeds.end()
  expect(feeds.known).toEqual([keyOf('south b')])
  expect(feeds.begin()).toEqual(keyOf('south b'))
  feeds.end()
  expect([feeds.begin(), feeds.known]).toEqual([null, []])
})

test('an organization with many holds up others for one of them', () => {
  const feeds = new LargeFeeds()
  for (const name of ['north a', 'north b', 'south d', 'south e', 'west f', 'west g', 'north c']) feeds.add(keyOf(name))
  const order = Array.from({ length: 7 }, () => {
    const key = feeds.begin()
    feeds.end()
    return key?.feedId
  })
  expect(order).toEqual(['a', 'd', 'f', 'b', 'e', 'g', 'c'])
})
