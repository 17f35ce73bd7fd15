// Joins configuration, contracts, database, fhir, ingestion and outbound: what schedulers send or publish becomes events.
export { mappingToCapacityMap } from './capacity-map.ts'
export { observationToEvent } from './observation-event.ts'
export { type PollDeps, type PollOutcome, pollDueFeeds } from './poll-due-feeds.ts'
