import { expect, test } from 'vitest'
import { planHeaders } from './plan-headers.ts'

const effective = { poolId: 'large', number: 3, status: 'effective' } as const

test('made once while a pointer is believed; what is proposed has a tag of its own', () => {
  const headersOf = planHeaders()
  const pointer = { number: 3, computedRevision: 7 }
  const headers = headersOf(pointer, effective)
  expect(headers).toMatchObject({ etag: 'W/"large.3"', 'sluice-computed-revision': '7' })
  const proposed = headersOf(pointer, { ...effective, status: 'proposed' })
  expect(proposed.etag).toBe('W/"large.3.proposed"')
  expect(headersOf(pointer, effective)).toBe(headers)
})

test('a later pointer to the same plan keeps the tag and tells the newer revision', () => {
  const headersOf = planHeaders()
  headersOf({ number: 3, computedRevision: 7 }, effective)
  const later = headersOf({ number: 3, computedRevision: 8 }, effective)
  expect(later).toMatchObject({ etag: 'W/"large.3"', 'sluice-computed-revision': '8' })
})
