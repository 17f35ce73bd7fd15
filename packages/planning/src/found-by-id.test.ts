import { expect, test } from 'vitest'
import { foundById } from './found-by-id.ts'
import { byId } from './verify-by-id.ts'

const parts = ['b', 'a', 'c'].map((id) => ({ id }))

test.each([
  ['planning', foundById],
  ['the checker', byId],
])('%s finds a part wherever it is asked from, and none where there is none', (_, finder) => {
  const find = finder(parts, ({ id }) => id)
  for (const index of [0, 1, 2, 3, -1]) {
    expect(find('a', index)).toBe(parts[1])
    expect(find('c', index)).toBe(parts[2])
    expect(find('x', index)).toBeUndefined()
  }
})
