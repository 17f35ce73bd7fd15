import { connect } from '@sluice/database'
import { recomputePool } from '@sluice/recompute'
import { configurePool } from '@sluice/test-kit'
import { expect } from 'vitest'
import { test } from './fixture.ts'

test('a plan’s certificate, exported, is checked without the service; a unit moved is found', async ({
  cli,
  api,
  database,
}) => {
  const pool = await configurePool(database, { orgId: 'riverside', poolId: 'georgia' })
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 2, onError: () => undefined })
  await recomputePool({ db }, pool)
  await db.destroy()
  const answer = await fetch(`${api.url}/v1/pools/georgia/plans/1/certificate`, {
    headers: { authorization: `Bearer ${api.key}` },
  })
  const text = await answer.text()
  await cli.file('certificate.json', text)
  expect(await cli.run(['verify', 'certificate.json'])).toEqual({ code: 0, out: 'ok\n', err: '' })
  const moved = text.replace(/("reserveMinor":)(\d+)/g, (_, key: string, minor: string) => `${key}${Number(minor) + 1}`)
  await cli.file('moved.json', moved)
  expect(await cli.run(['verify', 'moved.json'])).toMatchObject({ code: 1, out: expect.stringMatching(/^wrong\n/) })
})
