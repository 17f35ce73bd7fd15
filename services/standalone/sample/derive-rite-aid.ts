// Makes rite-aid-nj-2023-03-24.csv from the recorded feed; PROVENANCE.md says where that comes from and what the columns mean.
//
//   node services/standalone/sample/derive-rite-aid.ts <smart-scheduling-links_riteaid_nj_2023-03-24>
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toCsv } from './csv.ts'

/** The members of the feed's FHIR resources that are used. */
interface FeedLocation {
  id: string
  address: { line: string[]; city: string; state: string; postalCode: string }
}
interface FeedSchedule {
  id: string
  actor: { reference: string }[]
}
interface FeedSlot {
  schedule: { reference: string }
  status: string
  extension: { url: string; valueInteger?: number }[]
}

/** One line per store, in order of its number. The three texts are newline-delimited JSON, as the feed serves them. */
export function deriveRiteAid(feed: { locations: string; schedules: string; slots: string }): string {
  const storeOf = new Map(
    parse<FeedSchedule>(feed.schedules).map(({ id, actor }) => [`Schedule/${id}`, actor[0]?.reference]),
  )
  const openVisits = new Map<string, number>()
  for (const slot of parse<FeedSlot>(feed.slots)) {
    // The slot's id is no key: a store uses one for all its days. The schedule says whose slot it is.
    const store = storeOf.get(slot.schedule.reference)
    if (store === undefined || slot.status !== 'free') continue
    openVisits.set(store, (openVisits.get(store) ?? 0) + capacityOf(slot))
  }
  const stores = parse<FeedLocation>(feed.locations).sort((a, b) => Number(a.id) - Number(b.id))
  return toCsv(stores.map((store) => toLine(store, openVisits.get(`Location/${store.id}`) ?? 0)))
}

function parse<T>(lines: string): T[] {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line))
}

function capacityOf(slot: FeedSlot): number {
  return slot.extension.find(({ url }) => url.endsWith('/slot-capacity'))?.valueInteger ?? 0
}

function toLine({ id, address }: FeedLocation, openSlots: number): Record<string, string | number> {
  return {
    location_id: id,
    street: address.line.join(', '),
    city: address.city,
    state: address.state,
    postal_code_as_published: address.postalCode,
    zip: restoredZip(address.postalCode),
    open_slots: openSlots,
  }
}

/** The feed lost the leading zero of every New Jersey ZIP code: "8332-3762" is 08332-3762. */
function restoredZip(published: string): string {
  return (published.split('-')[0] ?? '').padStart(5, '0')
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2)
  if (folder === undefined) throw new Error('say where the recorded feed is')
  const read = (name: string) => readFile(join(folder, `${name}.ndjson`), 'utf8')
  const [locations, schedules, slots] = await Promise.all([read('locations'), read('schedules'), read('slots')])
  await writeFile(
    new URL('rite-aid-nj-2023-03-24.csv', import.meta.url),
    deriveRiteAid({ locations, schedules, slots }),
  )
}
