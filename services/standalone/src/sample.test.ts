import { event, organizationFile } from '@sluice/contracts'
import { describe, expect, test } from 'vitest'
import { deriveNhsRtt } from '../sample/derive-nhs-rtt.ts'
import { deriveRiteAid } from '../sample/derive-rite-aid.ts'
import { sampleEvents } from '../sample/events.ts'
import { boardName, hospitalName, specialtyName, storeName } from '../sample/names.ts'
import { sampleOrganization } from '../sample/organization.ts'
import { hospitalReadings, storeReadings } from '../sample/readings.ts'

describe('the measured figures, as PROVENANCE.md states them', () => {
  test('115 specialties of 29 hospitals, 19,435 people waiting', () => {
    expect(hospitalReadings).toHaveLength(115)
    expect(new Set(hospitalReadings.map(({ siteCode }) => siteCode)).size).toBe(29)
    expect(hospitalReadings.reduce((sum, { waiting }) => sum + waiting, 0)).toBe(19_435)
  })

  test.each([
    ['H4I8B', { waiting: 2_028, medianWaitDays: 68.1, newReferrals: 695 }],
    ['NT213', { waiting: 1_025, medianWaitDays: 104.9, newReferrals: 176 }],
  ])('orthopaedics at %s', (site, figures) => {
    const reading = hospitalReadings.find(
      ({ siteCode, specialtyCode }) => siteCode === site && specialtyCode === 'C_110',
    )
    expect(reading).toMatchObject(figures)
  })

  test('112 stores, 46,702 open visits, 295 to 429 a store', () => {
    const open = storeReadings.map(({ openSlots }) => openSlots)
    expect([open.length, open.reduce((a, b) => a + b), Math.min(...open), Math.max(...open)]).toEqual([
      112, 46_702, 295, 429,
    ])
    expect(storeReadings.find(({ storeNumber }) => storeNumber === '116')?.openSlots).toBe(427)
  })
})

describe('how they were derived from the originals', () => {
  const header =
    'Provider Org Code,Provider Org Name,Commissioner Parent Name,RTT Part Type,Treatment Function Code,Treatment Function Name,Gt 00 To 01 Weeks SUM 1,Gt 01 To 02 Weeks SUM 1,Gt 104 Weeks SUM 1,Total All'
  const line = (part: string, code: string, figures: string, board = 'NHS NORTH') =>
    `X1,"CLINIC, ONE",${board},${part},${code},Eyes,${figures}`

  test('commissioners are added up; totals, those to be admitted and empty bands are not taken for people', () => {
    const rows = [
      line('Part_2', 'C_130', '2,2,,4'),
      line('Part_2', 'C_130', '0,4,0,4', 'NHS SOUTH'),
      line('Part_2A', 'C_130', '2,0,0,2'),
      line('Part_2', 'C_999', '2,6,0,8'),
      line('Part_3', 'C_130', ',,,5'),
      line('Part_1A', 'C_130', '1,,,1'),
      line('Part_1B', 'C_130', '2,,,2'),
      line('Part_3', 'C_140', ',,,9'),
    ]
    // Half of 8 people is reached a third of the way through the second week: 7 × (1 + 2/6) days.
    expect(
      deriveNhsRtt([header, ...rows].join('\r\n'))
        .split('\n')
        .slice(1),
    ).toEqual(['X1,"CLINIC, ONE",NHS NORTH,C_130,Eyes,8,9.3,5,3', ''])
  })

  test('slots are counted by schedule, since their ids repeat; the lost zero of a ZIP code is restored', () => {
    const slot = (schedule: string, status: string, capacity: number) =>
      JSON.stringify({
        id: 'same',
        schedule: { reference: `Schedule/${schedule}` },
        status,
        extension: [{ url: 'http://example/slot-capacity', valueInteger: capacity }],
      })
    const address = { line: ['1 Main'], city: 'Millville', state: 'NJ', postalCode: '8332-3762' }
    const derived = deriveRiteAid({
      locations: JSON.stringify({ id: '116', address }),
      schedules: JSON.stringify({ id: 's1', actor: [{ reference: 'Location/116' }] }),
      slots: [slot('s1', 'free', 30), slot('s1', 'free', 3), slot('s1', 'busy', 0), slot('other', 'free', 9)].join(
        '\n',
      ),
    })
    expect(derived.split('\n')[1]).toBe('116,1 Main,Millville,NJ,8332-3762,08332,33')
  })
})

test('names for people come from published fields', () => {
  expect(hospitalName({ siteName: 'NUFFIELD HEALTH, NEWCASTLE UPON TYNE HOSPITAL' })).toBe(
    'Newcastle upon Tyne Hospital',
  )
  expect(hospitalName({ siteName: 'NUFFIELD HEALTH THE HOLLY HOSPITAL' })).toBe('The Holly Hospital')
  expect(boardName('NHS SURREY HEARTLANDS INTEGRATED CARE BOARD')).toBe('Surrey Heartlands')
  expect(specialtyName({ specialtyName: 'Other - Medical Services' })).toBe('Other Medical')
  expect(storeName({ storeNumber: '523', city: 'Camden' })).toBe('Rite Aid #523, Camden')
})

describe('what is loaded', () => {
  const organization = organizationFile.parse(sampleOrganization(new Date('2026-11-22T02:00:00Z')))
  const events = sampleEvents('2026-11-22T12:00:00.000Z')

  test('is a valid organization: 141 places, two pools, two currencies', () => {
    expect(organization.locations).toHaveLength(29 + 112)
    expect(organization.pools.map(({ id, currency, cells }) => [id, currency, cells.length])).toEqual([
      ['nuffield-uk', 'GBP', 115],
      ['rite-aid-nj', 'USD', 112],
    ])
  })

  test('budgets begin on the day of loading as each pool counts days', () => {
    const firstDays = organization.pools.map(({ period }) => period.kind === 'custom' && period.periods[0]?.startsOn)
    expect(firstDays).toEqual(['2026-11-22', '2026-11-21'])
  })

  test('typical waits are medians of the set itself', () => {
    const orthopaedics = organization.serviceLines.find(({ id }) => id === 'trauma-and-orthopaedic')
    const waits = hospitalReadings.filter(({ specialtyCode }) => specialtyCode === 'C_110').map((r) => r.medianWaitDays)
    const [shorter, longer] = [waits.filter((days) => days < 91.8), waits.filter((days) => days > 91.8)]
    expect(orthopaedics).toMatchObject({ typicalWaitDays: expect.closeTo(91.8, 0), typicalWaitKind: 'median_waiting' })
    expect(shorter.length).toBe(longer.length)
  })

  test('every reading is one valid event for a configured cell', () => {
    expect(events).toHaveLength(227)
    const cells = new Set(
      organization.pools.flatMap(({ cells }) => cells.map((c) => `${c.locationId} ${c.serviceLine}`)),
    )
    for (const one of events) {
      const { data } = event.parse(one)
      expect(cells).toContain(`${data.locationId} ${data.serviceLine}`)
    }
    expect(new Set(events.map(({ source, id }) => `${source} ${id}`)).size).toBe(227)
  })

  test('says only what was measured: no slots of hospitals, no waits of stores', () => {
    const members = (source: string) => [
      ...new Set(events.filter((e) => e.source === source).flatMap((e) => Object.keys(e.data))),
    ]
    expect(members('sample:nhs-rtt-2026-01')).toEqual([
      'locationId',
      'serviceLine',
      'waitlistSize',
      'waitDays',
      'waitKind',
    ])
    expect(members('sample:rite-aid-nj-2023-03-24')).toEqual([
      'locationId',
      'serviceLine',
      'horizonDays',
      'newPatientSlotsOpen',
    ])
  })
})
