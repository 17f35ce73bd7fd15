import { expect } from 'vitest'
import { deleteCell, deletePool, putCell, putPool } from '../src/index.ts'
import { actor, makeCell, makePool, test } from './fixture.ts'

const decider = { ...actor, mayDecide: true }
const asking = { policy: { decisions: { mode: 'approval' } } }
/** The cell at smyrna, written for a PUT of one cell. */
const smyrna = (channel: string | null = null) => {
  const [cell] = makePool({ cells: [makeCell('smyrna', { channel })] }).cells
  if (cell === undefined) throw new Error('a pool of one cell has one')
  const { id, ...rest } = cell
  return rest
}

test('a clinic does not leave a pool that asks for one that does not, by a key that only configures', async ({
  configured: { db },
}) => {
  await putPool(db, 'north', 'asks', makePool({ ...asking, cells: [makeCell('smyrna'), makeCell('decatur')] }), actor)
  await putPool(db, 'north', 'asks', makePool({ ...asking, cells: [makeCell('decatur')] }), actor)
  const free = makePool({ cells: [makeCell('smyrna')] })
  await expect(putPool(db, 'north', 'free', free, actor)).rejects.toMatchObject({
    code: 'forbidden',
    faults: [
      {
        pointer: '#/cells/0',
        detail:
          'a place that pool asks does not have, or had last: its policy.decisions.mode is approval; a key that also holds plans:decide may move it',
      },
    ],
  })
  await expect(putPool(db, 'north', 'asks-too', makePool({ ...asking, name: 'Too' }), actor)).resolves.toMatchObject({
    created: true,
  })
})

test('nor one cell at a time, with a pointer into the cell; whoever decides may', async ({ configured: { db } }) => {
  await putPool(db, 'north', 'asks', makePool(asking), actor)
  await putPool(db, 'north', 'free', makePool({ cells: [makeCell('decatur')] }), actor)
  await deleteCell(db, { orgId: 'north', poolId: 'asks' }, 'smyrna', actor)
  const free = { orgId: 'north', poolId: 'free' }
  await expect(putCell(db, free, 'other-name', smyrna(), actor)).rejects.toMatchObject({
    code: 'forbidden',
    faults: [{ pointer: '#' }],
  })
  await putCell(db, free, 'other-name', smyrna(), decider)
  // It is the free pool's now: out and in again moves nothing past anybody.
  await deleteCell(db, free, 'other-name', actor)
  await expect(putCell(db, free, 'again', smyrna(), actor)).resolves.toMatchObject({ created: true })
})

test('archiving the pool that asks is no way around it either', async ({ configured: { db } }) => {
  await putPool(db, 'north', 'asks', makePool(asking), actor)
  await deletePool(db, 'north', 'asks', actor)
  await expect(putPool(db, 'north', 'free', makePool(), actor)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(putPool(db, 'south', 'free', makePool(), actor)).resolves.toMatchObject({ created: true })
})

test.for([
  ['undivided, then one channel of it', null, 'search'],
  ['one channel, then undivided', 'search', null],
] as const)('dividing a place is no way around it: %s', async ([, before, after], { configured: { db } }) => {
  await putPool(db, 'north', 'asks', makePool({ ...asking, cells: [makeCell('smyrna', { channel: before })] }), actor)
  await deletePool(db, 'north', 'asks', actor)
  const free = makePool({ cells: [makeCell('smyrna', { channel: after })] })
  await expect(putPool(db, 'north', 'free', free, actor)).rejects.toMatchObject({ code: 'forbidden' })
})

test('another channel of the place is another matter', async ({ configured: { db } }) => {
  await putPool(db, 'north', 'asks', makePool({ ...asking, cells: [makeCell('smyrna', { channel: 'social' })] }), actor)
  await deletePool(db, 'north', 'asks', actor)
  const free = makePool({ cells: [makeCell('smyrna', { channel: 'search' })] })
  await expect(putPool(db, 'north', 'free', free, actor)).resolves.toMatchObject({ created: true })
})

test('larger steps count as asking less, and a cell that moves to the place within its pool as taking it', async ({
  configured: { db },
}) => {
  const steps = (share: number) => ({ policy: { decisions: { largestRiseShare: share } } })
  await putPool(db, 'north', 'careful', makePool(steps(0.2)), actor)
  await putPool(db, 'north', 'bold', makePool({ ...steps(0.5), cells: [makeCell('decatur')] }), actor)
  await deleteCell(db, { orgId: 'north', poolId: 'careful' }, 'smyrna', actor)
  const moved = makePool({ ...steps(0.5), cells: [makeCell('smyrna', { id: 'decatur' })] })
  await expect(putPool(db, 'north', 'bold', moved, actor)).rejects.toMatchObject({
    faults: [{ pointer: '#/cells/0', detail: expect.stringContaining('largestRiseShare is at most 0.2') }],
  })
  await expect(putPool(db, 'north', 'bold', moved, decider)).resolves.toMatchObject({ changed: true })
})
