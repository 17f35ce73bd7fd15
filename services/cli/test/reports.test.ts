import { connect } from '@sluice/database'
import { recomputePool } from '@sluice/recompute'
import { configurePool } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { stabilityText } from '../src/text/report-text.ts'
import { test } from './fixture.ts'

test('reports, views and pacing: a table for people, JSON and CSV for others', async ({ cli, api, database }) => {
  const pool = await configurePool(database, { orgId: 'riverside', poolId: 'georgia' })
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 2, onError: () => undefined })
  await recomputePool({ db }, pool)
  await db.destroy()
  const admin = connect({
    url: database.adminUrl,
    applicationName: 'test',
    maxConnections: 1,
    onError: () => undefined,
  })
  await sql`
    insert into actuals (org_id, location_id, service_line, date, source, currency, spend_minor, revenue_minor, leads,
                         observed_at, body_sha256)
    values ('riverside', 'clinic-0', 'orthodontics', '2025-03-03', 's', 'USD', 250000, 1250000, 0, now(), '')`.execute(
    admin,
  )
  await admin.destroy()
  const sluice = (...args: string[]) => cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: api.key } })
  const march = ['--from', '2025-03-01', '--to', '2025-03-31']

  const performance = await sluice('report', 'performance', ...march, '--by', 'location')
  expect(performance).toMatchObject({ code: 0, err: '' })
  expect(performance.out).toMatch(
    /^2025-03-01 to 2025-03-31\nFROM .*\n2025-03-01 {2}clinic-0 +all +2500.00 USD +0 +- +- +- +- +- +400 % /,
  )
  expect((await sluice('report', 'performance', ...march, '--csv')).out).toMatch(
    /^period,locationId,.*\r\n2025-03-01,,,USD,/,
  )
  expect(JSON.parse((await sluice('report', 'performance', ...march, '--json')).out)).toMatchObject({
    items: [{ reportedRoiPercent: 400 }],
  })
  expect((await sluice('report', 'capacity', 'georgia', ...march)).out).toMatch(
    /^2025-03-01 to 2025-03-31\nFROM .*2500.00 USD/s,
  )
  expect((await sluice('report', 'reaction', 'georgia', ...march)).out).toMatch(/observed to applied +0 +- +-/)
  expect((await sluice('report', 'stability', 'georgia')).out).toMatch(/^20\S+ to 20\S+: the pool had no plan/)
  expect(await sluice('report', 'capacity', ...march)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/missing required argument 'pool'/),
  })
  expect(await sluice('report', 'capacity', 'nowhere')).toMatchObject({
    code: 1,
    err: expect.stringContaining('pool-not-found'),
  })
  expect(await sluice('report', 'performance', '--by', 'clinic')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--by <group>'),
  })
  expect(await sluice('report', 'performance', '--from', 'monday')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/\n {2}--from: /),
  })

  expect((await sluice('view', 'operations')).out).toMatch(
    /^CLINIC .*VALUE OF ONE MORE OPENING .*\nClinic 0 +yes +unknown /,
  )
  expect(JSON.parse((await sluice('view', 'marketing', '--json')).out)).toHaveLength(3)
  expect((await sluice('view', 'marketing', '--pool', 'georgia')).out).toMatch(
    /^CLINIC .*COST PER BOOKING .*\nClinic 0 +100.00 /,
  )
  const sentences = await sluice('view', 'marketing', '--location', 'clinic-0', '--sentences')
  expect(sentences.out).toMatch(/^We have no capacity data for Clinic 0 .*\$\d+ a day\.\n$/)
  const pacing = (await sluice('pacing', 'georgia')).out
  expect(pacing).toMatch(/^georgia: 20.*\n.*AMOUNT\nbudget +\d+\.\d\d\nspent so far/)
  expect(pacing).toMatch(
    /\n(On pace|ALARM, (under|over)): ends at \d+ % of the money there is; today \d+ % to \d+ % is/,
  )
  expect((await sluice('pacing', 'georgia', '--cells')).out).toMatch(/^CELL .*LAST REPORTED\nclinic-0 +100\.00 /)
  expect(JSON.parse((await sluice('pacing', 'georgia', '--cells', '--json')).out)).toHaveLength(3)
})

test('stability: a line a cell, and all of them', () => {
  const row = { cellId: 'a', locationId: 'l', serviceLine: 's', days: 30, budgetChanges: 3, gateFlips: 0 }
  const per30 = { budgetChangesPer30Days: 3, gateFlipsPer30Days: null }
  const all = { budgetChangesPerCellPer30Days: 3, gateFlipsPerCellPer30Days: 0 }
  const report = { poolId: 'georgia', from: '2025-03-01', to: '2025-03-30', items: [{ ...row, ...per30 }], ...all }
  expect(stabilityText(report)).toMatch(/^2025-03-01 to 2025-03-30\nCELL .*\na +30 +3 +0 +3 +-\nall +3 +0$/)
})

test('a table without a row says why there is none', async ({ cli, api, database }) => {
  const sluice = (...args: string[]) => cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: api.key } })
  const march = ['--from', '2025-03-01', '--to', '2025-03-31']
  const said = async (...args: string[]) => (await sluice(...args)).out.trimEnd()
  expect(await said('sources')).toBe('No source has reported yet.')
  expect(await said('pools')).toMatch(/^No pools yet\. .* apply -f /)
  expect(await said('freshness')).toBe('No pool has a cell there.')
  await configurePool(database, { orgId: 'riverside', poolId: 'georgia' })
  expect(await said('plan', 'list', 'georgia')).toBe('No plans yet.')
  expect(await said('view', 'operations')).toBe('No such clinic in a plan in force.')
  expect(await said('view', 'marketing', '--sentences')).toBe('No such clinic in a plan in force.')
  expect(await said('freshness', '--location', 'nowhere', '--not-fresh')).toBe('All of it is fresh.')
  const days = '2025-03-01 to 2025-03-31: '
  expect(await said('report', 'performance', ...march)).toBe(`${days}nobody reported spend or results of these days.`)
  expect(await said('report', 'capacity', 'georgia', ...march)).toMatch(`${days}no plan saw `)
  expect(await said('report', 'stability', 'georgia', ...march)).toMatch(`${days}the pool had no plan in force `)
})
