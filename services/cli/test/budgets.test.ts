import { createApiKey, roles } from '@sluice/auth'
import { connect } from '@sluice/database'
import { recomputePool } from '@sluice/recompute'
import { configurePool } from '@sluice/test-kit'
import { expect } from 'vitest'
import { test } from './fixture.ts'

test('budgets, what overrides them, and what was really set', async ({ cli, api, database }) => {
  const pool = await configurePool(database, { orgId: 'riverside', poolId: 'georgia' })
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 2, onError: () => undefined })
  await recomputePool({ db }, pool)
  const { token } = await createApiKey(api.admin, { orgId: 'riverside', name: 'approver', scopes: roles.approver })
  const sluice = (...args: string[]) => cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: token } })

  expect((await sluice('override', 'list', 'georgia')).out).toBe('Nothing is overridden.\n')
  const put = await sluice('override', 'put', 'georgia', 'clinic-0', 'fixed', '--minor', '9000', '--by', 'ana')
  expect(put).toMatchObject({ code: 0, out: expect.stringMatching(/^Noted; the next plan has it\./) })
  await recomputePool({ db }, pool)
  await db.destroy()
  expect((await sluice('override', 'list', 'georgia')).out).toMatch(
    /\nclinic-0 +fixed +90\.00 +other +ana +taken back\n$/,
  )

  const applied = await sluice('applied', 'georgia', 'clinic-0=9000', 'clinic-1=0')
  expect(applied).toMatchObject({ code: 0, out: 'Plan 2 of georgia: 2 of 2 reports were new.\n' })
  expect((await sluice('budgets', 'georgia')).out).toMatch(
    /^CELL .*\nclinic-0 +in_force +90\.00 +90\.00 +90\.00 +- +-\n/,
  )
  expect(JSON.parse((await sluice('budgets', 'georgia', '--standing', 'rejected', '--json')).out)).toEqual([])

  expect((await sluice('override', 'remove', 'georgia', 'clinic-0')).out).toBe('Taken back; the next plan decides.\n')
  const again = await sluice('override', 'remove', 'georgia', 'clinic-0', '--json')
  expect(JSON.parse(again.out)).toMatchObject({ decisionId: null })
  for (const wrong of [
    ['applied', 'georgia', 'clinic-0'],
    ['applied', 'georgia', 'clinic-0=90.00'],
    ['override', 'put', 'georgia', 'clinic-0', 'fixed', '--minor', 'much'],
  ])
    expect(await sluice(...wrong)).toMatchObject({ code: 2, out: '' })
})

test('an address is told, changed and told no more; its secret is printed once', async ({ cli, api }) => {
  const sluice = (...args: string[]) => cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: api.key } })
  const url = 'https://93.184.215.14/hook'
  expect((await sluice('webhook', 'list')).out).toBe('Nobody is told.\n')
  const made = await sluice('webhook', 'put', url, '--pools', 'georgia')
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^whsec_\S+\n$/) })
  const [{ id }] = JSON.parse((await sluice('webhook', 'list', '--json')).out)
  const changed = await sluice(
    'webhook',
    'put',
    url,
    '--id',
    id,
    '--events',
    'alert.opened',
    'alert.closed',
    '--disabled',
  )
  expect(changed).toMatchObject({ code: 0, out: `${id} is as given.\n` })
  const listed = (await sluice('webhook', 'list')).out
  expect(listed).toMatch(new RegExp(`\\n${id} +disabled +${url} +alert.opened alert.closed +all\\n$`))
  expect((await sluice('webhook', 'deliveries', id)).out).toBe('Nothing was told.\n')
  expect((await sluice('webhook', 'remove', id)).out).toBe(`${id} is told no more.\n`)
  expect(await sluice('webhook', 'remove', id)).toMatchObject({ code: 1, err: expect.stringMatching(/404 webhook/) })
  expect(await sluice('webhook', 'put', 'https://127.0.0.1/')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/#\/url/),
  })
})
