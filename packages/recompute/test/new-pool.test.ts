import { connect } from '@sluice/database'
import { configurePool } from '@sluice/test-kit'
import { expect } from 'vitest'
import { recomputePool } from '../src/index.ts'
import { test } from './setup.ts'

test('a large pool gets its first plan before PostgreSQL knows how large it is', async ({
  database,
  onTestFinished,
}) => {
  const pool = await configurePool(database, { clinics: 4_000 })
  // A twentieth of it is enough where each cell is looked up, and not where each is compared with every other.
  const db = connect({
    url: database.url,
    applicationName: 'test',
    maxConnections: 4,
    queryTimeoutMs: 3_000,
    onError: () => undefined,
  })
  onTestFinished(() => db.destroy())
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'published', planNumber: 1 })
})
