import { join } from 'node:path'
import { test } from '@sluice/test-kit'
import { expect } from 'vitest'
import { linesWithCanary, tablesWithCanary } from '../faults/fuzz/canary.ts'
import { fuzz } from '../faults/fuzz/fuzz.ts'
import { makeFuzzKey } from '../faults/fuzz/key.ts'
import { startStandalone } from './installation.ts'

/** The long run is `npm run faults -- r15`. */
test('[R15] nearly right requests to every operation: declared answers only, nothing refused is kept or repeated', async ({
  database,
}) => {
  const { folder, origins, services, stop } = await startStandalone({ DATABASE_URL: database.adminUrl })
  const { faults, sent, events } = await fuzz({
    origin: origins.results,
    key: await makeFuzzKey(database.adminUrl),
    seed: 15,
    requests: 25,
    hangMs: 30_000,
  })
  expect(faults).toEqual([])
  expect(sent).toBeGreaterThan(25)
  expect(events.taken, `of ${events.taken + events.refused} events`).toBeGreaterThan(events.refused / 2)
  expect(await tablesWithCanary(database.adminUrl)).toEqual([])
  expect(await linesWithCanary(join(folder, 'sluice.log'))).toBe(0)
  expect(services.flatMap((service) => service.uncaught())).toEqual([])
  await stop()
})
