import { expect } from 'vitest'
import { test } from './fixture.ts'

const manifest = 'https://example.org/$bulk-publish'
const theirs = {
  locations: [
    { fhirId: '116', locationId: 'millville' },
    { system: 'https://cdc.gov/vaccines/programs/vtrcks', value: 'RA1000135', locationId: 'willingboro' },
  ],
  services: [
    { code: 'covid19-immunization', serviceLine: 'covid-vaccination' },
    { code: 'staff-meeting', serviceLine: null },
  ],
  untypedSlots: 'new',
}

test('a mapping written from a file, shown for people and as it is read again, changed and forgotten', async ({
  cli,
  api,
}) => {
  const sluice = (...args: string[]) => cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: api.key } })
  expect((await sluice('mapping', 'list')).out).toMatch(/^There is no mapping/)
  await cli.file('mapping.json', JSON.stringify(theirs))
  const put = () => sluice('mapping', 'put', 'rite-aid', '-f', 'mapping.json')
  expect(await put()).toMatchObject({ code: 0, out: 'rite-aid is as given.\n', err: '' })
  expect((await sluice('mapping', 'list')).out).toMatch(/^MAPPING .*\nrite-aid +2 +2 +0 +14 +1\n$/)
  const shown = await sluice('mapping', 'show', 'rite-aid')
  expect(shown.out).toMatch(/^rite-aid, version 1\n.*\nslots for nobody said +counted as for new patients\n/s)
  expect(shown.out).toMatch(/\n116 +its id +millville\nRA1000135 +https:\/\/cdc\.gov\S+ +willingboro\n/)
  expect(shown.out).toMatch(/\ncovid19-immunization +any +covid-vaccination\nstaff-meeting +any +not counted\n$/)

  await cli.file('mapping.json', (await sluice('mapping', 'show', 'rite-aid', '--json')).out)
  expect((await put()).out).toBe('It was so already.\n')
  await cli.file('mapping.json', JSON.stringify({ ...theirs, appointmentTypes: [{ code: 'NP30', patients: 'new' }] }))
  expect(JSON.parse((await sluice('mapping', 'put', 'rite-aid', '-f', 'mapping.json', '--json')).out)).toMatchObject({
    version: 2,
    changed: true,
  })
  expect((await sluice('mapping', 'show', 'rite-aid')).out).toMatch(/\nNP30 +any +new\n$/)
  expect(JSON.parse((await sluice('mapping', 'list', '--json')).out)).toMatchObject([{ id: 'rite-aid', version: 2 }])

  await cli.file('mapping.json', JSON.stringify({ ...theirs, services: [{ code: 'Jane Roe', serviceLine: 'a' }] }))
  const refused = await put()
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('#/services/0/code: ') })
  expect(refused.err).not.toContain('Roe')
  expect((await sluice('mapping', 'remove', 'rite-aid')).out).toBe('rite-aid is forgotten.\n')
  expect(await sluice('mapping', 'show', 'rite-aid')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/404 mapping-not-found/),
  })
})

test('a feed is polled, shown, asked for now, changed, switched off and polled no more', async ({ cli, api }) => {
  const sluice = (...args: string[]) => cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: api.key } })
  const put = (...more: string[]) =>
    sluice('feed', 'put', 'rite-aid', manifest, '--mapping', 'rite-aid', '--source', '/feeds/rite-aid', ...more)
  expect((await sluice('feed', 'list')).out).toBe('No feed is polled.\n')
  expect(await put()).toMatchObject({ code: 1, err: expect.stringContaining('  --mapping: ') })
  await cli.file('mapping.json', JSON.stringify(theirs))
  await sluice('mapping', 'put', 'rite-aid', '-f', 'mapping.json')
  expect(await put('--states', 'NJ', 'PA')).toMatchObject({
    code: 0,
    out: 'rite-aid is polled from now on.\n',
    err: '',
  })
  expect((await put('--states', 'NJ', 'PA')).out).toBe('It was so already.\n')
  expect((await sluice('feed', 'list')).out).toMatch(
    /^FEED .*\nrite-aid +new +never +rite-aid +https:\/\/example\.org\/\$bulk-publish\n$/,
  )
  const shown = await sluice('feed', 'show', 'rite-aid')
  expect(shown.out).toMatch(/^rite-aid: new\n.*\npolled +every 2 min\nstates +NJ PA\nnext poll +20\S+Z\n/s)
  expect(JSON.parse((await sluice('feed', 'show', 'rite-aid', '--json')).out)).toMatchObject({
    id: 'rite-aid',
    status: { state: 'new', lastPoll: null },
  })
  expect((await sluice('feed', 'poll', 'rite-aid')).out).toMatch(/^rite-aid is due at 20\S+Z\.\n$/)
  expect(await sluice('mapping', 'remove', 'rite-aid')).toMatchObject({ code: 1, err: expect.stringMatching(/409/) })

  expect((await put('--interval', '5', '--disabled')).out).toBe('rite-aid is not polled any more.\n')
  expect((await sluice('feed', 'show', 'rite-aid')).out).toMatch(/: off\n.*\npolled +switched off\nstates +all\n/s)
  expect((await sluice('feed', 'poll', 'rite-aid')).out).toMatch(/^rite-aid is switched off: /)
  expect(JSON.parse((await sluice('feed', 'poll', 'rite-aid', '--json')).out)).toEqual({ nextPollAt: null })
  for (const interval of ['60', 'often'])
    expect(await put('--interval', interval)).toMatchObject({
      code: 2,
      err: '--interval: a whole number from 1 to 5.\n',
    })
  expect((await sluice('feed', 'remove', 'rite-aid')).out).toBe('rite-aid is polled no more.\n')
  expect(JSON.parse((await sluice('feed', 'list', '--json')).out)).toEqual([])
  expect(await sluice('feed', 'poll', 'rite-aid')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/404 feed-not-found/),
  })
})
