import { foldCapacity, observationToCapacityData, parseManifest, type Resource, readFhirLines } from '@sluice/fhir'
import { counted } from '../text/counted.ts'
import { type Importer, idOf, slug } from './imported.ts'

/**
 * A recorded SMART Scheduling Links feed, as a folder: bulk-publish.json, locations.ndjson, schedules.ndjson,
 * slots.ndjson. Each Location is a location of its own, `location-<id>`; all codes are one service line. It does not
 * say for whom its slots are: they are counted as for new patients, which is an assumption. A feed that is still
 * published is better polled: PUT /v1/feeds/{feedId}.
 */
export const importSmartLinks: Importer = async (read, { source, horizonDays, serviceLine }) => {
  const manifest = parseManifest(JSON.parse(await read('bulk-publish.json')))
  if (manifest.kind === 'refused') throw new Error('bulk-publish.json is no manifest.')
  const resources: Resource[] = []
  for (const name of ['locations', 'schedules', 'slots']) {
    const lines = readFhirLines((await read(`${name}.ndjson`)).split('\n'))
    if (lines.cutLine !== null) throw new Error(`${name}.ndjson breaks off in the middle of line ${lines.cutLine}.`)
    for (const resource of lines.resources) resources.push(resource)
  }
  const ids = resources.flatMap((one) => (one.resourceType === 'Location' ? one.id : []))
  const codes = resources.flatMap((one) => (one.resourceType === 'Schedule' ? one.serviceTypes : []))
  const fold = foldCapacity(resources, {
    asOf: manifest.manifest.transactionTime,
    horizonDays,
    onlyListedLocations: true,
    map: {
      locations: [...new Set(ids)].map((fhirId) => ({ fhirId, locationId: `location-${slug(fhirId)}` })),
      services: [...new Set(codes.map(({ code }) => code))].map((code) => ({ code, serviceLine })),
      uncodedServiceLine: serviceLine,
      untypedSlots: 'new',
    },
  })
  const events = fold.observations.map((one) => {
    const data = { ...observationToCapacityData(one) }
    const id = `ssl-${idOf(source, one.observedAt, JSON.stringify(data))}`
    return {
      specversion: '1.0' as const,
      id,
      source,
      type: 'sluice.capacity.observed.v1' as const,
      time: one.observedAt,
      data,
    }
  })
  const open = events.reduce((sum, { data }) => sum + (data.newPatientSlotsOpen ?? 0), 0)
  return {
    events,
    notes: [`${counted(events.length, 'location')}, ${open} open, assumed to be open to new patients.`],
  }
}
