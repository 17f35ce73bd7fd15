import { createApiKey, roles } from '@sluice/auth'
import { connect } from '@sluice/database'
import { recomputePool } from '@sluice/recompute'
import { configurePool } from '@sluice/test-kit'
import { expect } from 'vitest'
import { test } from './fixture.ts'

test('a pool that asks: approve a part, reject what is in force, go back; again for scripts', async ({
  cli,
  api,
  database,
}) => {
  // Less money than before: every cell is to be cut, and waits.
  const changes = {
    period: { kind: 'month', budgetMinor: 600_000 },
    policy: { decisions: { mode: 'approval' }, ramp: { downShare: 0.2 } },
  }
  const pool = await configurePool(database, { orgId: 'riverside', poolId: 'georgia', changes })
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 2, onError: () => undefined })
  await recomputePool({ db }, pool)
  await db.destroy()
  const { token } = await createApiKey(api.admin, { orgId: 'riverside', name: 'approver', scopes: roles.approver })
  const sluice = (...args: string[]) => cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: token } })
  // Nobody approves what nobody has read: which plan is said, or that it is to be whichever is the latest.
  for (const decision of ['approve', 'reject'])
    expect(await sluice(decision, 'georgia')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--plan .*--latest/s),
    })
  expect(await sluice('approve', 'georgia', '--plan', '1', '--latest')).toMatchObject({ code: 2 })
  const part = await sluice('approve', 'georgia', '--latest', '--cells', 'clinic-0', '--by', 'ana')
  expect(part).toMatchObject({ code: 0, out: expect.stringMatching(/plan 1 of georgia; \d+ cells wait/) })
  const again = JSON.parse((await sluice('approve', 'georgia', '--plan', '1', '--cells', 'clinic-0', '--json')).out)
  expect(again).toMatchObject({ decisionId: null })
  // All of the plan is in force by now.
  expect(await sluice('reject', 'georgia', '--latest', '--reason', 'too_large')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/409 already-in-force/),
  })
  expect(await sluice('reject', 'georgia', '--plan', '1', '--reason', 'no such')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/\n {2}--reason: must be /),
  })
  const undo = await sluice('undo', 'georgia', '1', '--reason', 'wrong_data')
  expect(undo).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Back to plan 1 of georgia: \d+ cells pinned until 20/),
  })
  const revision = await sluice('undo', 'georgia', '--revision', '1')
  expect(revision.out).toMatch(/^Back to revision 1 of georgia: \d+ cells pinned until 20/)
  expect(revision.out).toContain('No amount changes')
  expect(await sluice('undo', 'georgia', '--revision', 'one')).toMatchObject({ code: 2 })
  expect(await sluice('undo', 'georgia', '1', '--revision', '1')).toMatchObject({ code: 2 })
  expect((await sluice('undo', 'georgia', '--end')).out).toBe('Its pins are gone; the next plan decides.\n')
  expect((await sluice('undo', 'georgia', '--end')).out).toBe('There was no undo to end.\n')
  expect(await sluice('undo', 'georgia')).toMatchObject({ code: 2, out: '' })
  const viewer = await cli.run(['undo', 'georgia', '1', '--url', api.url], { env: { SLUICE_KEY: api.key } })
  expect(viewer).toMatchObject({ code: 1, err: expect.stringMatching(/403 forbidden/) })
})

test('what changed since it was read is not approved by its plan', async ({ cli, api, database }) => {
  const configure = (minDailyBudgetMinor: number) => {
    const place = { locationId: 'clinic-0', serviceLine: 'orthodontics' }
    const cells = [{ id: 'clinic-0', ...place, baselineDailyBudgetMinor: 10_000, minDailyBudgetMinor }]
    const period = { kind: 'month', budgetMinor: 60_000_000 }
    const changes = { period, policy: { decisions: { mode: 'approval' } }, cells }
    return configurePool(database, { orgId: 'riverside', poolId: 'georgia', changes })
  }
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 2, onError: () => undefined })
  await recomputePool({ db }, await configure(11_000))
  const { token } = await createApiKey(api.admin, { orgId: 'riverside', name: 'approver', scopes: roles.approver })
  const sluice = (...args: string[]) => cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: token } })
  expect((await sluice('plan', 'show', 'georgia', '--proposed')).out).toMatch(/^Plan 1 of georgia/)
  await recomputePool({ db }, await configure(12_000))
  await db.destroy()
  expect(await sluice('approve', 'georgia', '--plan', '1')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/412 approval-outdated/),
  })
})
