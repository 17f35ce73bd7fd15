import { expect, test } from 'vitest'
import { lineOfCell } from './line-of-cell.ts'

const lines = ['a', 'b', 'c'].map((cellId) => ({ cellId }))

test.for([
  { cellId: 'b', index: 1, found: lines[1] },
  { cellId: 'b', index: 0, found: lines[1] },
  { cellId: 'c', index: 9, found: lines[2] },
  { cellId: 'd', index: 1, found: undefined },
])('the line of $cellId, which stands at $index in its own plan', ({ cellId, index, found }) => {
  expect(lineOfCell(lines)({ cellId }, index)).toBe(found)
})
