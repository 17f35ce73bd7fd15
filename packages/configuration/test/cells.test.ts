import { cell } from '@sluice/contracts'
import { describe, expect } from 'vitest'
import { deleteCell, getCell, getPool, putCell, putPool } from '../src/index.ts'
import { actor, makeCell, makePool, test } from './fixture.ts'

const west = { orgId: 'north', poolId: 'west' }
function bodyOf(locationId: string, changes: Record<string, unknown> = {}) {
  const { id: _, ...body } = makeCell(locationId, changes)
  return cell.parse(body)
}

describe('putCell', () => {
  test('adds a cell, then replaces it; versions are the cell’s, the pool moves with it', async ({ configured }) => {
    const { db } = configured
    await putPool(db, 'north', 'west', makePool(), actor)
    const added = await putCell(db, west, 'decatur', bodyOf('decatur'), actor)
    expect(added).toMatchObject({ version: 1, created: true, bumped: [{ poolId: 'west', revision: 2 }] })
    const changed = await putCell(db, west, 'decatur', bodyOf('decatur', { baselineDailyBudgetMinor: 7 }), actor)
    expect(changed).toMatchObject({ version: 2, created: false })
    const again = await putCell(db, west, 'decatur', bodyOf('decatur', { baselineDailyBudgetMinor: 7 }), actor)
    expect(again).toMatchObject({ version: 2, changed: false, bumped: [] })
    expect((await getCell(db, west, 'decatur'))?.cell.baselineDailyBudgetMinor).toBe(7)
    expect((await getPool(db, 'north', 'west'))?.version).toBe(3)
  })

  test('is held to the rules of its pool, at pointers into the cell', async ({ configured }) => {
    const { db } = configured
    await putPool(db, 'north', 'west', makePool(), actor)
    const refusals = [
      [bodyOf('decatur', { groupId: 'none' }), 'invalid', '#/groupId'],
      [bodyOf('smyrna'), 'invalid', '#'],
      [bodyOf('nowhere'), 'invalid', '#/locationId'],
    ] as const
    for (const [body, code, pointer] of refusals)
      await expect(putCell(db, west, 'new', body, actor)).rejects.toMatchObject({ code, faults: [{ pointer }] })
    const elsewhere = { orgId: 'north', poolId: 'none' }
    await expect(putCell(db, elsewhere, 'new', bodyOf('decatur'), actor)).rejects.toMatchObject({
      code: 'pool-not-found',
    })
  })
})

describe('deleteCell', () => {
  test('removes it, and with a place’s last cell what was said of the place', async ({ configured }) => {
    const { db } = configured
    const places = [{ locationId: 'smyrna', serviceLine: 'ortho', organicBookings: 3 }]
    await putPool(db, 'north', 'west', makePool({ cells: [makeCell('smyrna'), makeCell('decatur')], places }), actor)
    const saved = await deleteCell(db, west, 'smyrna', actor)
    expect(saved.bumped).toEqual([{ poolId: 'west', revision: 2 }])
    expect((await getPool(db, 'north', 'west'))?.pool).toEqual(makePool({ cells: [makeCell('decatur')] }))
    expect(await getCell(db, west, 'smyrna')).toBeUndefined()
    await expect(deleteCell(db, west, 'smyrna', actor)).rejects.toMatchObject({ code: 'cell-not-found' })
  })
})
