// Names for people, made from published fields only.
import type { HospitalReading, StoreReading } from './readings.ts'

/** "NUFFIELD HEALTH, DERBY HOSPITAL" → "Derby Hospital". */
export function hospitalName({ siteName }: Pick<HospitalReading, 'siteName'>): string {
  return capitalised(siteName.replace(/^NUFFIELD HEALTH,? /, ''))
}

/** "NHS DERBY AND DERBYSHIRE INTEGRATED CARE BOARD" → "Derby and Derbyshire". */
export function boardName(published: string): string {
  return capitalised(published.replace(/^NHS /, '').replace(/ INTEGRATED CARE BOARD$/, ''))
}

/** "Trauma and Orthopaedic Service" → "Trauma and Orthopaedic". */
export function specialtyName({ specialtyName }: Pick<HospitalReading, 'specialtyName'>): string {
  return specialtyName
    .replace(/ Services?$/, '')
    .replace(/^Other - Other$/, 'Other')
    .replace('Other - ', 'Other ')
}

/** All stores are called "Rite Aid"; the number is the feed's Location.id. */
export function storeName({ storeNumber, city }: Pick<StoreReading, 'storeNumber' | 'city'>): string {
  return `Rite Aid #${storeNumber}, ${city}`
}

/** The first three digits of a ZIP code: the area one sorting centre serves. The feed names no county. */
export function zipArea({ zip }: Pick<StoreReading, 'zip'>): string {
  return zip.slice(0, 3)
}

const small = new Set(['and', 'of', 'on', 'upon', 'the'])

function capitalised(text: string): string {
  const words = text.toLowerCase().replace(/[\p{L}']+/gu, (word) => (small.has(word) ? word : upperFirst(word)))
  return upperFirst(words)
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
