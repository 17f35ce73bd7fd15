// Joins configuration, contracts, database, fhir, ingestion and outbound: what schedulers send or publish becomes events.
export { mappingToCapacityMap } from './capacity-map.ts'
export { createFeedPoller, type FeedPoller, type PollDeps, type PollOutcome, pollOutcomes } from './feed-poller.ts'
export { mappingOrder, observationToEvent } from './observation-event.ts'
