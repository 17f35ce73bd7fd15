// Joins contracts and database: what an organization configures, written whole or not at all.
export { deleteCell, getCell, putCell } from './cells.ts'
export type { ChangeOptions, Saved } from './change.ts'
export type { Found } from './configured.ts'
export {
  type ConfiguredFeed,
  deleteFeed,
  type FeedHistory,
  getFeed,
  listFeeds,
  noHistory,
  putFeed,
  readFeed,
  requestPoll,
} from './feeds.ts'
export { type ConfiguredLocation, deleteLocation, getLocation, listLocations, putLocation } from './locations.ts'
export {
  deleteMapping,
  getMapping,
  listMappings,
  type MappingInForce,
  putMapping,
  readMapping,
} from './mappings.ts'
export { type ConfiguredOrganization, getOrganization } from './organization.ts'
export {
  deletePlatformEntity,
  findClaimedTwice,
  getPlatformEntity,
  listPlatformEntities,
  putPlatformEntities,
  putPlatformEntity,
  readMappedBudgets,
} from './platform-entities.ts'
export { readBudgetKey } from './platform-entity-faults.ts'
export type { ConfiguredPlatformEntity } from './platform-entity-rows.ts'
export type { PoolState } from './pool-state.ts'
export {
  type ConfiguredPool,
  deletePool,
  getPool,
  listPools,
  type PoolChangeOptions,
  type PoolSummary,
  putPool,
} from './pools.ts'
export { ConfigurationRefusal, type Fault, type RefusalCode } from './refusal.ts'
export {
  type ConfiguredServiceLine,
  deleteServiceLine,
  getServiceLine,
  listServiceLines,
  putServiceLine,
} from './service-lines.ts'
export {
  addSigningSecret,
  deleteSigningSecret,
  deleteSource,
  isClosedToFeeds,
  putSource,
  type SealedSecret,
  type SourceChangeOptions,
} from './sources.ts'
