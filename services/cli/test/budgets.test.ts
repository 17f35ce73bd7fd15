import { createApiKey, roles } from '@sluice/auth'
import { connect } from '@sluice/database'
import { recomputePool } from '@sluice/recompute'
import { clinicId, configurePool } from '@sluice/test-kit'
import { expect, onTestFinished } from 'vitest'
import { test } from './fixture.ts'

test('budgets, what overrides them, and what was really set', async ({ cli, api, database }) => {
  const pool = await configurePool(database, { orgId: 'riverside', poolId: 'georgia' })
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 2, onError: () => undefined })
  await recomputePool({ db }, pool)
  const { token } = await createApiKey(api.admin, { orgId: 'riverside', name: 'approver', scopes: roles.approver })
  const sluice = (...args: string[]) => cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: token } })

  expect((await sluice('override', 'list', 'georgia')).out).toBe('Nothing is overridden.\n')
  const put = await sluice('override', 'put', 'georgia', 'clinic-0', 'fixed', '--amount', '90', '--by', 'ana')
  expect(put).toMatchObject({ code: 0, out: expect.stringMatching(/^Noted; the next plan has it\.\n/) })
  await recomputePool({ db }, pool)
  await db.destroy()
  expect((await sluice('override', 'list', 'georgia')).out).toMatch(
    /\nclinic-0 +fixed +90\.00 +other +ana +taken back\n$/,
  )
  // Where no person is named, what the key is called, as in the sentences: nobody knows its id.
  await sluice('override', 'put', 'georgia', 'clinic-1', 'maximum', '--amount', '95')
  expect((await sluice('override', 'list', 'georgia')).out).toMatch(
    /\nclinic-1 +maximum +95\.00 +other +approver +taken back\n/,
  )
  expect((await sluice('decisions', 'georgia')).out).toMatch(
    / override +other +approver +clinic-1\n.* override +other +ana +clinic-0\n$/,
  )
  await sluice('override', 'remove', 'georgia', 'clinic-1')

  const applied = await sluice('applied', 'georgia', 'clinic-0=90.00', 'clinic-1=0')
  expect(applied).toMatchObject({
    code: 0,
    out: 'Plan 2 of georgia: 2 of 2 reports were new.\nclinic-0: 90.00 USD a day\nclinic-1: paused\n',
    err: '',
  })
  expect((await sluice('applied', 'georgia')).out).toMatch(
    /^CELL .*\nclinic-1 +20\S+Z +0\.00 +USD +2 .*\nclinic-0 +20\S+Z +90\.00 +USD +2 /,
  )
  expect(JSON.parse((await sluice('applied', 'georgia', '--json')).out)).toHaveLength(2)
  expect((await sluice('budgets', 'georgia')).out).toMatch(
    /^CELL .*\nclinic-0 +in_force +90\.00 +90\.00 +90\.00 +- +-\n/,
  )
  expect(JSON.parse((await sluice('budgets', 'georgia', '--standing', 'rejected', '--json')).out)).toEqual([])

  expect((await sluice('override', 'remove', 'georgia', 'clinic-0')).out).toBe('Taken back; the next plan decides.\n')
  const again = await sluice('override', 'remove', 'georgia', 'clinic-0', '--json')
  expect(JSON.parse(again.out)).toMatchObject({ decisionId: null })
  for (const wrong of [
    ['applied', 'georgia', 'clinic-0'],
    ['applied', 'georgia', 'clinic-0=90.005'],
    ['applied', 'georgia', 'clinic-0=90.00', '--minor'],
    ['override', 'put', 'georgia', 'clinic-0', 'fixed', '--amount', 'much'],
    // As it was given once: not taken for something else.
    ['override', 'put', 'georgia', 'clinic-0', 'fixed', '--minor', '9000'],
    ['budgets', 'georgia', '--standing', 'nope'],
  ])
    expect(await sluice(...wrong)).toMatchObject({ code: 2, out: '' })
  expect(await sluice('override', 'put', 'georgia', 'clinic-0', 'fixed', '--amount', 'much')).toMatchObject({
    err: expect.stringMatching(/^--amount: An amount in USD is given as /),
  })
  // What the service refuses is told by the option it came from.
  expect(await sluice('override', 'put', 'georgia', 'clinic-0', 'pause', '--until', 'soon')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/\n {2}--until: /),
  })
})

test('amounts are in the pool’s currency; in minor units for scripts, and for keys that may not read it', async ({
  cli,
  api,
  database,
}) => {
  const pool = await configurePool(database, { orgId: 'riverside', poolId: 'tokyo', changes: { currency: 'JPY' } })
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 2, onError: () => undefined })
  onTestFinished(() => db.destroy())
  await recomputePool({ db }, pool)
  const { token } = await createApiKey(api.admin, { orgId: 'riverside', name: 'approver', scopes: roles.approver })
  const writing = await createApiKey(api.admin, { orgId: 'riverside', name: 'tool', scopes: ['events:write'] })
  const as = (key: string, ...args: string[]) => cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: key } })
  const set = (key: string, ...args: string[]) => as(key, 'applied', 'tokyo', ...args)

  expect((await set(token, 'clinic-0=9000')).out).toMatch(/\nclinic-0: 9000 JPY a day\n$/)
  expect(await set(token, 'clinic-0=9000.00')).toMatchObject({
    code: 2,
    out: '',
    err: 'An amount in JPY is given as 4200, without decimals and separators.\n',
  })
  expect((await set(token, 'clinic-1=9000', '--minor')).out).toMatch(/\nclinic-1: 9000 JPY a day\n$/)
  expect(await set(writing.token, 'clinic-2=9000', '--plan', '1')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/^This key may not read the pool’s currency: .*--minor/),
  })
  expect((await set(writing.token, 'clinic-2=9000', '--plan', '1', '--minor')).out).toMatch(
    /1 of 1 report was new\.\nclinic-2: 9000 minor units a day\n$/,
  )
  expect((await as(token, 'applied', 'tokyo')).out).toMatch(/\nclinic-2 +20\S+Z +9000 +JPY +1 /)
  const kept = await as(token, 'override', 'put', 'tokyo', 'clinic-0', 'maximum', '--amount', '9100')
  expect(kept).toMatchObject({ code: 0 })
  expect((await as(token, 'override', 'list', 'tokyo')).out).toMatch(/\nclinic-0 +maximum +9100 /)
})

test('an override says what comes of it, and why that is another amount than was asked for', async ({
  cli,
  api,
  database,
}) => {
  const cells = [0, 1, 2].map((clinic) => ({
    id: clinicId(clinic),
    locationId: clinicId(clinic),
    serviceLine: 'orthodontics',
    baselineDailyBudgetMinor: 10_000,
    ...(clinic === 1 ? { maxDailyBudgetMinor: 5_000 } : {}),
  }))
  const changes = { cells, policy: { decisions: { mode: 'approval' } } }
  const pool = await configurePool(database, { orgId: 'riverside', poolId: 'georgia', changes })
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 2, onError: () => undefined })
  onTestFinished(() => db.destroy())
  await recomputePool({ db }, pool)
  const { token } = await createApiKey(api.admin, { orgId: 'riverside', name: 'approver', scopes: roles.approver })
  const put = async (...args: string[]) =>
    (await cli.run(['override', 'put', 'georgia', ...args, '--url', api.url], { env: { SLUICE_KEY: token } })).out

  expect(await put('clinic-1', 'fixed', '--amount', '90')).toMatch(
    /^Noted.*\nThe cell then has 50\.00 USD a day\.\nNot 90\.00: maximum \(docs/,
  )
  expect(await put('clinic-1', 'maximum', '--amount', '90.00')).toMatch(/\nThe cell then has \d+\.\d\d USD a day\.\n$/)
  expect(await put('clinic-1', 'pause')).toMatch(/\nThe cell then has 0\.00 USD a day\.\n$/)
  // More than the pool has beside what the others keep.
  expect(await put('clinic-0', 'minimum', '--amount', '9000')).toMatch(
    /\nThe cell then has \d+\.\d\d USD a day\.\n\d+\.\d\d is proposed and waits \(awaiting_money\): other cells .*\nNot at least 9000\.00: \w+/,
  )
})

test('messages: approved, listed, taken back; and all of it in the history', async ({ cli, api, database }) => {
  await configurePool(database, { orgId: 'riverside', poolId: 'georgia' })
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 2, onError: () => undefined })
  onTestFinished(() => db.destroy())
  await recomputePool({ db }, { orgId: 'riverside', poolId: 'georgia' })
  const { token } = await createApiKey(api.admin, { orgId: 'riverside', name: 'approver', scopes: roles.approver })
  const sluice = (...args: string[]) => cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: token } })
  expect((await sluice('decisions', 'georgia')).out).toBe('Nothing was decided.\n')
  expect((await sluice('message', 'list', 'georgia')).out).toBe('No cell has an approved message.\n')
  const approve = () => sluice('message', 'approve', 'georgia', 'clinic-1', 'aligners-a', '--by', 'ana')
  expect((await approve()).out).toBe('clinic-1 may run aligners-a.\n')
  expect((await approve()).out).toBe('It was so already.\n')
  expect((await sluice('message', 'list', 'georgia')).out).toMatch(/^CELL .*\nclinic-1 +aligners-a +ana +20\S+Z\n$/)
  expect((await sluice('message', 'list', 'georgia', '--without')).out).toBe('clinic-0\nclinic-2\n')
  expect(JSON.parse((await sluice('message', 'list', 'georgia', '--json')).out)).toMatchObject([
    { cellId: 'clinic-1', message: { messageId: 'aligners-a', approvedBy: 'ana' } },
  ])
  const withdraw = () => sluice('message', 'withdraw', 'georgia', 'clinic-1')
  expect((await withdraw()).out).toBe('clinic-1 has no approved message any more.\n')
  expect((await withdraw()).out).toBe('There was no approval to take back.\n')
  expect(await sluice('message', 'approve', 'georgia', 'nobody', 'a')).toMatchObject({ code: 1 })

  const told = (await sluice('decisions', 'georgia')).out
  expect(told).toMatch(
    /^DECISION .*\n +2 +20\S+Z +message_removed +.* clinic-1\n +1 +20\S+Z +message +.*ana +clinic-1\n$/,
  )
  expect(JSON.parse((await sluice('decisions', 'georgia', '--plan', '1', '--json')).out)).toEqual([])
})

test('an address is told, changed and told no more; its secret is printed once', async ({ cli, api }) => {
  const sluice = (...args: string[]) => cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: api.key } })
  const url = 'https://93.184.215.14/hook'
  expect((await sluice('webhook', 'list')).out).toBe('No webhook endpoints.\n')
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
  expect((await sluice('webhook', 'deliveries', id)).out).toBe('No deliveries yet.\n')
  // Disabled as it is: told nothing, not even a test.
  expect(await sluice('webhook', 'test', id)).toMatchObject({ code: 1, err: expect.stringMatching(/409/) })
  await sluice('webhook', 'put', url, '--id', id)
  const [, delivery = ''] = /^Delivery (\d+) is on its way\.\n$/.exec((await sluice('webhook', 'test', id)).out) ?? []
  expect((await sluice('webhook', 'deliveries', id)).out).toMatch(
    new RegExp(`\\n +${delivery} +20\\S+Z +endpoint\\.test +pending +0 `),
  )
  expect((await sluice('webhook', 'replay', id, delivery)).out).toBe(`Delivery ${delivery} is on its way again.\n`)
  expect(await sluice('webhook', 'replay', id, 'last')).toMatchObject({ code: 2, out: '' })
  const rotated = await sluice('webhook', 'rotate', id, '--overlap-hours', '1')
  expect(rotated).toMatchObject({ code: 0, out: expect.stringMatching(/^whsec_\S+\n$/) })
  expect(rotated.out).not.toBe(made.out)
  expect(rotated.err).toMatch(/signs until 20\S+Z too/)
  expect((await sluice('webhook', 'rotate', id, '--overlap-hours', '169')).code).toBe(2)
  expect((await sluice('webhook', 'remove', id)).out).toBe(`${id} gets no more messages.\n`)
  expect(await sluice('webhook', 'remove', id)).toMatchObject({ code: 1, err: expect.stringMatching(/404 webhook/) })
  expect(await sluice('webhook', 'put', 'https://127.0.0.1/')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/#\/url/),
  })
})
