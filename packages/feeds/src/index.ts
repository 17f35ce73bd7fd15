// Joins contracts and fhir (and, for feeds, database, configuration, ingestion, outbound): schedules become events.
export { mappingToCapacityMap } from './capacity-map.ts'
export { observationToEvent } from './observation-event.ts'
