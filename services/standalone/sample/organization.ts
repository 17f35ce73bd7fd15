// The sample organization's configuration, in the form that `sluice apply -f` and the configuration API take too.
import * as invented from './invented.ts'
import { boardName, hospitalName, specialtyName, storeName, zipArea } from './names.ts'
import { type HospitalReading, hospitalReadings, type StoreReading, storeReadings } from './readings.ts'

export const sources = { hospitals: 'sample:nhs-rtt-2026-01', stores: 'sample:rite-aid-nj-2023-03-24' } as const
export const immunization = 'covid-immunization'

/** Ids of the place a hospital's specialty is. */
export function hospitalPlace(reading: HospitalReading): { locationId: string; serviceLine: string } {
  return {
    locationId: `nuffield-${reading.siteCode.toLowerCase()}`,
    serviceLine: specialtyName(reading).toLowerCase().replaceAll(' ', '-'),
  }
}

/** Ids of the place a store is. */
export function storePlace(reading: StoreReading): { locationId: string; serviceLine: string } {
  return { locationId: `rite-aid-${reading.storeNumber}`, serviceLine: immunization }
}

/** The whole organization; its budget periods begin on the day it is loaded. */
export function sampleOrganization(loadedAt: Date) {
  return {
    organization: invented.organization,
    locations: [...hospitalLocations(), ...storeLocations()],
    serviceLines: [...specialties(), vaccination()],
    pools: [hospitalPool(loadedAt), storePool(loadedAt)],
  }
}

function hospitalLocations() {
  return sites().map(([first]) => ({
    id: hospitalPlace(first).locationId,
    name: hospitalName(first),
    region: boardName(first.boardName),
    timeZone: 'Europe/London',
  }))
}

function storeLocations() {
  return storeReadings.map((reading) => ({
    id: storePlace(reading).locationId,
    name: storeName(reading),
    region: areaName(zipArea(reading)),
    timeZone: 'America/New_York',
  }))
}

function specialties() {
  const { marginShare, priorKappa, specialties: worths, otherSpecialty } = invented.hospitals
  return grouped(hospitalReadings, ({ specialtyCode }) => specialtyCode).map((readings) => {
    const [first] = readings
    const worth = worths[first.specialtyCode] ?? otherSpecialty
    return {
      id: hospitalPlace(first).serviceLine,
      name: specialtyName(first),
      // Measured: what is usual for a specialty is the median over the hospitals that offer it.
      typicalWaitDays: median(readings.map(({ medianWaitDays }) => medianWaitDays)),
      typicalWaitKind: 'median_waiting' as const,
      lifetimeValueMinor: worth.lifetimeValueMinor,
      marginShare,
      priorCostPerBookingMinor: worth.costPerBookingMinor,
      priorKappa,
    }
  })
}

function vaccination() {
  const { typicalWaitDays, lifetimeValueMinor, marginShare, costPerBookingMinor, priorKappa } = invented.stores
  return {
    id: immunization,
    name: 'COVID-19 immunization',
    typicalWaitDays,
    typicalWaitKind: 'third_next_available' as const,
    lifetimeValueMinor,
    marginShare,
    priorCostPerBookingMinor: costPerBookingMinor,
    priorKappa,
  }
}

function hospitalPool(loadedAt: Date) {
  const timeZone = 'Europe/London'
  const { poolId, poolName, currency, dailyBudgetMinor, gate } = invented.hospitals
  return {
    id: poolId,
    name: poolName,
    currency,
    timeZone,
    period: { kind: 'custom' as const, periods: periodsFrom(localDay(loadedAt, timeZone), dailyBudgetMinor) },
    groups: sites().map(hospitalGroup),
    cells: hospitalReadings.map(hospitalCell),
    policy: { gate, sources: [reportingRarely(sources.hospitals)] },
  }
}

function hospitalGroup(readings: readonly [HospitalReading, ...HospitalReading[]]) {
  const baseline = readings.reduce((sum, reading) => sum + hospitalBaseline(reading), 0)
  return {
    id: hospitalPlace(readings[0]).locationId,
    name: hospitalName(readings[0]),
    maxDailyBudgetMinor: Math.round(baseline * invented.hospitals.hospitalMaximumShare),
  }
}

function hospitalCell(reading: HospitalReading) {
  const { locationId, serviceLine } = hospitalPlace(reading)
  return {
    id: `${locationId}.${serviceLine}`,
    locationId,
    serviceLine,
    groupId: locationId,
    baselineDailyBudgetMinor: hospitalBaseline(reading),
  }
}

function hospitalBaseline({ newReferrals }: HospitalReading): number {
  const { baselineMinorPerReferral, smallestBaselineMinor } = invented.hospitals
  return Math.max(smallestBaselineMinor, newReferrals * baselineMinorPerReferral)
}

function storePool(loadedAt: Date) {
  const timeZone = 'America/New_York'
  const { poolId, poolName, currency, dailyBudgetMinor, organicBookings } = invented.stores
  return {
    id: poolId,
    name: poolName,
    currency,
    timeZone,
    period: { kind: 'custom' as const, periods: periodsFrom(localDay(loadedAt, timeZone), dailyBudgetMinor) },
    groups: grouped(storeReadings, zipArea).map(areaGroup),
    cells: storeReadings.map(storeCell),
    places: storeReadings.map((reading) => ({ ...storePlace(reading), organicBookings })),
    policy: { sources: [reportingRarely(sources.stores)] },
  }
}

function areaGroup(readings: readonly [StoreReading, ...StoreReading[]]) {
  const { baselineDailyBudgetMinor, areaMaximumShare } = invented.stores
  const area = zipArea(readings[0])
  return {
    id: `zip-${area}`,
    name: areaName(area),
    maxDailyBudgetMinor: Math.round(baselineDailyBudgetMinor * areaMaximumShare * readings.length),
  }
}

function storeCell(reading: StoreReading) {
  const { locationId, serviceLine } = storePlace(reading)
  return {
    id: locationId,
    locationId,
    serviceLine,
    groupId: `zip-${zipArea(reading)}`,
    baselineDailyBudgetMinor: invented.stores.baselineDailyBudgetMinor,
  }
}

function areaName(area: string): string {
  return `ZIP area ${area}`
}

function reportingRarely(source: string) {
  return { source, priority: 0, expectedIntervalHours: invented.expectedIntervalHours }
}

function periodsFrom(firstDay: string, dailyBudgetMinor: number) {
  const { days, count } = invented.budgetPeriods
  return Array.from({ length: count }, (_, index) => ({
    startsOn: plusDays(firstDay, index * days),
    endsOn: plusDays(firstDay, (index + 1) * days),
    budgetMinor: dailyBudgetMinor * days,
  }))
}

/** Its date in a zone: `2026-11-22`. The Canadian way of writing dates is the one that sorts. */
function localDay(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)
}

function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function sites(): [HospitalReading, ...HospitalReading[]][] {
  return grouped(hospitalReadings, ({ siteCode }) => siteCode)
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups.values()]
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}
