import { expect } from 'vitest'
import {
  deleteCell,
  deleteLocation,
  deletePool,
  deleteServiceLine,
  getCell,
  getLocation,
  getPool,
  getServiceLine,
  listLocations,
  listPools,
  listServiceLines,
  putLocation,
  putPool,
} from '../src/index.ts'
import { actor, configVersionOf, makeCell, makeLocation, makePool, stateOf, test } from './fixture.ts'

const everything = { after: '', limit: 100 }

test('what one organization configures is not there for the other, nor changed by it', async ({ configured }) => {
  const { db } = configured
  await putLocation(db, 'north', 'hidden', makeLocation(), actor)
  await putPool(db, 'north', 'west', makePool(), actor)
  expect(await getLocation(db, 'south', 'hidden')).toBeUndefined()
  expect(await getPool(db, 'south', 'west')).toBeUndefined()
  expect(await getCell(db, { orgId: 'south', poolId: 'west' }, 'smyrna')).toBeUndefined()
  expect((await listLocations(db, 'south', everything)).map(({ id }) => id)).toEqual(['decatur', 'smyrna'])
  expect(await listPools(db, 'south', everything)).toEqual([])
  expect(await listServiceLines(db, 'south', everything)).toHaveLength(1)
  const notFound = (what: string) => ({ code: `${what}-not-found` })
  await expect(deleteLocation(db, 'south', 'hidden', actor)).rejects.toMatchObject(notFound('location'))
  await expect(deletePool(db, 'south', 'west', actor)).rejects.toMatchObject(notFound('pool'))
  await expect(deleteCell(db, { orgId: 'south', poolId: 'west' }, 'smyrna', actor)).rejects.toMatchObject(
    notFound('pool'),
  )
  await expect(putPool(db, 'south', 'mine', makePool({ cells: [makeCell('hidden')] }), actor)).rejects.toMatchObject({
    code: 'invalid',
  })
})

test('the same ids in two organizations do not touch each other', async ({ configured }) => {
  const { db, admin } = configured
  await putPool(db, 'north', 'west', makePool(), actor)
  const before = await configVersionOf(admin, 'north')
  expect(await putPool(db, 'south', 'west', makePool({ name: 'Ours' }), actor)).toMatchObject({ created: true })
  await putLocation(db, 'south', 'smyrna', makeLocation({ name: 'Ours' }), actor)
  await deletePool(db, 'south', 'west', actor)
  expect((await getPool(db, 'north', 'west'))?.pool.name).toBe('South')
  expect((await stateOf(admin, 'north', 'west')).requested_revision).toBe(1)
  expect(await configVersionOf(admin, 'north')).toBe(before)
})

test('a location or service line in use stays; out of use it goes and can come back', async ({ configured }) => {
  const { db } = configured
  await putPool(db, 'north', 'west', makePool(), actor)
  await expect(deleteLocation(db, 'north', 'smyrna', actor)).rejects.toMatchObject({ code: 'conflict' })
  await expect(deleteServiceLine(db, 'north', 'ortho', actor)).rejects.toMatchObject({ code: 'conflict' })
  await deletePool(db, 'north', 'west', actor)
  await deleteLocation(db, 'north', 'smyrna', actor)
  await deleteServiceLine(db, 'north', 'ortho', actor)
  expect(await getLocation(db, 'north', 'smyrna')).toBeUndefined()
  expect(await getServiceLine(db, 'north', 'ortho')).toBeUndefined()
  expect(await putLocation(db, 'north', 'smyrna', makeLocation(), actor)).toMatchObject({ created: true, version: 3 })
})
