import { expect, test } from 'vitest'
import { organizationFile } from './organization-file.ts'

const cell = (channel: string | null = null) => ({
  id: 'a',
  locationId: 'smyrna',
  serviceLine: 'ortho',
  channel,
  baselineDailyBudgetMinor: 1_000,
})
const pool = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  name: id,
  currency: 'USD',
  timeZone: 'UTC',
  period: { kind: 'month', budgetMinor: 1_000 },
  cells: [cell(id)],
  ...changes,
})
const place = (share: number) => [{ locationId: 'smyrna', serviceLine: 'ortho', share }]

function faultsOf(pools: unknown[]): string[] {
  const organization = { id: 'riverside', name: 'Riverside', timeZone: 'UTC' }
  const parsed = organizationFile.safeParse({ organization, locations: [], serviceLines: [], pools })
  return parsed.error?.issues.map(({ path }) => path.join('/')) ?? []
}

test('pools of one file share a place up to 1, and no place × channel', () => {
  expect(faultsOf([pool('a', { places: place(0.7) }), pool('b', { places: place(0.3) })])).toEqual([])
  expect(faultsOf([pool('a', { places: place(0.7) }), pool('b', { places: place(0.4) })])).toEqual(['pools/1/cells/0'])
  expect(faultsOf([pool('a'), pool('b')]), 'unsaid shares are 1').toEqual(['pools/1/cells/0'])
  const same = (id: string) => pool(id, { cells: [cell()], places: place(0.5) })
  expect(faultsOf([same('a'), same('b')])).toEqual(['pools/1/cells/0'])
})

test('ids are unique among their kind', () => {
  expect(faultsOf([pool('a', { cells: [] }), pool('a', { cells: [] })])).toEqual(['pools/1/id'])
})
