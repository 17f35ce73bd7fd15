// The two data files as they are: no figure is changed or added here.
import { readFileSync } from 'node:fs'
import { numberOf, parseCsv, textOf } from './csv.ts'

/** A hospital's specialty, NHS referral-to-treatment return of January 2026. */
export interface HospitalReading {
  siteCode: string
  /** As published: "NUFFIELD HEALTH, DERBY HOSPITAL". */
  siteName: string
  /** Integrated care board that most of the hospital's waiting people belong to. */
  boardName: string
  specialtyCode: string
  specialtyName: string
  waiting: number
  /** Median wait so far of the people still waiting; not how long a new patient will wait. */
  medianWaitDays: number
  /** In January. */
  newReferrals: number
}

/** A store's open vaccination visits, 24 March to 6 April 2023. */
export interface StoreReading {
  storeNumber: string
  city: string
  zip: string
  openSlots: number
}

export const hospitalReadings: readonly HospitalReading[] = rowsOf('nhs-rtt-2026-01.csv').map((row) => ({
  siteCode: textOf(row, 'site_code'),
  siteName: textOf(row, 'site_name'),
  boardName: textOf(row, 'icb_name'),
  specialtyCode: textOf(row, 'specialty_code'),
  specialtyName: textOf(row, 'specialty_name'),
  waiting: numberOf(row, 'waiting'),
  medianWaitDays: numberOf(row, 'median_wait_days'),
  newReferrals: numberOf(row, 'new_referrals'),
}))

export const storeReadings: readonly StoreReading[] = rowsOf('rite-aid-nj-2023-03-24.csv').map((row) => ({
  storeNumber: textOf(row, 'location_id'),
  city: textOf(row, 'city'),
  zip: textOf(row, 'zip'),
  openSlots: numberOf(row, 'open_slots'),
}))

function rowsOf(name: string): Record<string, string>[] {
  return parseCsv(readFileSync(new URL(name, import.meta.url), 'utf8'))
}
