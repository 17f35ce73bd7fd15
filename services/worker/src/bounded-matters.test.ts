import type { Matter } from '@sluice/database'
import { expect, test } from 'vitest'
import { boundMatters } from './bounded-matters.ts'

const matters = (from: number, to: number, kind = 'source_silent'): Matter[] =>
  Array.from({ length: to - from }, (_, at) => ({ kind, object: `${from + at}`, details: {} }))
const more = (others: number) => ({ kind: 'more_alerts', object: 'source_silent', details: { others } })

test('as many as may be open are named; of more, some are, and the rest is counted; each kind for itself', () => {
  expect(boundMatters(matters(0, 3), [], 3)).toEqual(matters(0, 3))
  const conflicts = matters(0, 3, 'source_conflicts')
  expect(boundMatters([...matters(0, 5), ...conflicts], [], 3)).toEqual([...matters(0, 3), more(2), ...conflicts])
})

test('those that are open stay; while the rest is counted no others take the places of those that are over', () => {
  const open = [...matters(0, 3), more(2)]
  expect(boundMatters(matters(0, 6), open, 3)).toEqual([...matters(0, 3), more(3)])
  expect(boundMatters(matters(2, 6), open, 3)).toEqual([...matters(2, 3), more(3)])
  expect(boundMatters(matters(3, 6), open, 3)).toEqual(matters(3, 6))
})

test('more that were open before there was a bound stay until they are over', () => {
  expect(boundMatters(matters(0, 6), matters(0, 5), 3)).toEqual([...matters(0, 5), more(1)])
})
