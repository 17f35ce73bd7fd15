import { type Database, noteChanges, upsertMessage, upsertOverrides, withOrganization } from '@sluice/database'
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

const key = { orgId: 'north', poolId: 'asks' }

/** As if so much of a cell had been approved. */
async function bringIntoForce(db: Database, cellId: string, dailyBudgetMinor: number, effectiveNumber = 1) {
  await withOrganization(db, { role: 'sluice_worker', orgId: 'north' }, (trx) =>
    noteChanges(
      trx,
      key,
      { planNumber: 1, effectiveNumber, at: new Date() },
      { amounts: [{ cellId, dailyBudgetMinor }], lines: [] },
    ),
  )
}

test('a cell does not take what was approved for its place to another one, by a key that only configures', async ({
  configured: { db },
}) => {
  await putPool(db, 'north', 'asks', makePool(asking), actor)
  await bringIntoForce(db, 'smyrna', 42_000)
  const there = makePool({ ...asking, cells: [makeCell('decatur', { id: 'smyrna' })] })
  const refused = {
    code: 'forbidden',
    faults: [
      {
        pointer: '#/cells/0',
        detail:
          'cell smyrna has 42000 minor units a day, approved for the place it had; another id there, or a key that also holds plans:decide',
      },
    ],
  }
  await expect(putPool(db, 'north', 'asks', there, actor)).rejects.toMatchObject(refused)
  // Nor removed first, nor by way of the archive.
  await putPool(db, 'north', 'asks', makePool({ ...asking, cells: [] }), actor)
  await expect(putPool(db, 'north', 'asks', there, actor)).rejects.toMatchObject(refused)
  await deletePool(db, 'north', 'asks', actor)
  await expect(putPool(db, 'north', 'asks', there, actor)).rejects.toMatchObject(refused)
  await expect(putPool(db, 'north', 'asks', makePool(asking), actor)).resolves.toMatchObject({ changed: true })
  await expect(putPool(db, 'north', 'asks', there, decider)).resolves.toMatchObject({ changed: true })
})

test('a cell that has nothing, one under another id, and any cell of a pool that does not ask move freely', async ({
  configured: { db },
}) => {
  await putPool(db, 'north', 'asks', makePool(asking), actor)
  await bringIntoForce(db, 'smyrna', 42_000)
  await bringIntoForce(db, 'smyrna', 0, 2)
  const there = (id: string) => makePool({ ...asking, cells: [makeCell('decatur', { id })] })
  await expect(putPool(db, 'north', 'asks', there('smyrna'), actor)).resolves.toMatchObject({ changed: true })
  await bringIntoForce(db, 'smyrna', 42_000, 3)
  await expect(putPool(db, 'north', 'asks', there('other'), actor)).resolves.toMatchObject({ changed: true })
  const free = (locationId: string) => makePool({ cells: [makeCell(locationId, { id: 'smyrna' })] })
  await putPool(db, 'north', 'asks', free('smyrna'), decider)
  await expect(putPool(db, 'north', 'asks', free('decatur'), actor)).resolves.toMatchObject({ changed: true })
})

test('what was said of a cell ends with it, and stays with the others', async ({ configured: { db, admin } }) => {
  await putPool(db, 'north', 'asks', makePool({ ...asking, cells: [makeCell('smyrna'), makeCell('decatur')] }), actor)
  const said = {
    author: 'key-1',
    authorName: null,
    keyName: null,
    reason: 'other' as const,
    expiresAt: null,
    decisionId: 1,
  }
  const overrides = ['smyrna', 'decatur'].map((cellId) => ({ cellId, kind: 'fixed' as const, dailyBudgetMinor: 9_000 }))
  await withOrganization(db, { role: 'sluice_results', orgId: 'north' }, async (trx) => {
    await upsertOverrides(trx, key, { ...said, origin: 'override', overrides, undoTo: null })
    await upsertOverrides(trx, key, { ...said, origin: 'undo', overrides, undoTo: 1 })
  })
  const left = () => admin.selectFrom('cell_overrides').select(['cell_id', 'origin']).orderBy('origin').execute()
  await putPool(db, 'north', 'asks', makePool({ ...asking, cells: [makeCell('decatur')] }), decider)
  expect(await left()).toEqual(['override', 'undo'].map((origin) => ({ cell_id: 'decatur', origin })))
  await deletePool(db, 'north', 'asks', decider)
  expect(await left()).toEqual([])
})

const both = [makeCell('smyrna'), makeCell('decatur')]

test.for<[string, (db: Database) => Promise<unknown>]>([
  ['moved', (db) => putCell(db, key, 'smyrna', smyrna('search'), actor)],
  [
    'moved to another clinic with its pool',
    (db) => putPool(db, 'north', 'asks', makePool({ cells: [makeCell('decatur', { id: 'smyrna' })] }), actor),
  ],
  ['removed', (db) => deleteCell(db, key, 'smyrna', actor)],
  ['removed with its pool', (db) => putPool(db, 'north', 'asks', makePool({ cells: [makeCell('decatur')] }), actor)],
  ['archived', (db) => deletePool(db, 'north', 'asks', actor)],
])(
  'an approved message ends with the place of its cell, %s by whoever configures, and history says so',
  async ([what, change], { configured: { db, admin } }) => {
    await putPool(db, 'north', 'asks', makePool({ cells: both }), actor)
    await approveMessages(db, 'smyrna', 'decatur')
    await change(db)
    const isDecaturGone = what === 'archived' || what.startsWith('moved to')
    const left = () => admin.selectFrom('cell_messages').select('cell_id').execute()
    expect(await left()).toEqual(isDecaturGone ? [] : [{ cell_id: 'decatur' }])
    const noted = await admin.selectFrom('plan_decisions').selectAll().orderBy('id').execute()
    const ended = (id: number, cellId: string) => ({
      id,
      kind: 'message_removed',
      author: 'key-1',
      message_id: `${cellId}-a`,
      cells: [{ cellId, dailyBudgetMinor: null, beforeMinor: null }],
    })
    expect(noted).toMatchObject(isDecaturGone ? [ended(1, 'decatur'), ended(2, 'smyrna')] : [ended(1, 'smyrna')])
    await putPool(db, 'north', 'asks', makePool({ cells: both }), actor)
    expect(await left()).toEqual(isDecaturGone ? [] : [{ cell_id: 'decatur' }])
  },
)

test('a message stays with a cell that stays at its place; one that was left behind is not of a cell that arrives', async ({
  configured: { db, admin },
}) => {
  await putPool(db, 'north', 'asks', makePool({ cells: [makeCell('smyrna')] }), actor)
  // As if a process of the version before had removed decatur.
  await approveMessages(db, 'smyrna', 'decatur')
  const changed = makeCell('smyrna', { baselineDailyBudgetMinor: 1_000, groupId: null })
  await putPool(db, 'north', 'asks', makePool({ cells: [changed, makeCell('decatur')] }), actor)
  expect(await admin.selectFrom('cell_messages').select('cell_id').execute()).toEqual([{ cell_id: 'smyrna' }])
})

async function approveMessages(db: Database, ...cellIds: string[]): Promise<void> {
  await withOrganization(db, { role: 'sluice_results', orgId: 'north' }, async (trx) => {
    for (const cellId of cellIds) {
      const of = { org_id: 'north', pool_id: 'asks', cell_id: cellId, message_id: `${cellId}-a` }
      await upsertMessage(trx, { ...of, author: 'key-2', author_name: null, key_name: null })
    }
  })
}
