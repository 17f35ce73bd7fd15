export { type ActualsRow, upsertActuals } from './actuals.ts'
export { type FoundApiKey, findApiKey, insertApiKey, setApiKeyRevoked, touchApiKey } from './api-keys.ts'
export { insertAuditEntry } from './audit-log.ts'
export { type ConnectOptions, connect, createPool, type Database, type DatabaseTransaction } from './connect.ts'
export {
  type EventKey,
  type EventKeyRow,
  type EventPoolRow,
  type EventRow,
  findEventKeys,
  insertEventKeys,
  insertEventPools,
  insertEvents,
  type StoredFigure,
} from './events.ts'
export { isCollision, isRefusedValue } from './faults.ts'
export { grantLogin, type LoginOptions } from './logins.ts'
export { type MigrateOptions, migrate, migrationNames } from './migrate.ts'
export { insertOrganization } from './organizations.ts'
export { findPoolsOfPlaces, type PlaceKey, type PlacePool, sharePlaceMap } from './place-pools.ts'
export { type PlaceStateRow, upsertPlaceState } from './place-state.ts'
export { bumpPools, lockPools } from './pool-revisions.ts'
export type * from './schema.ts'
export {
  type Role,
  type Tenant,
  type TransactionOptions,
  withOrganization,
  withOwner,
  withRole,
} from './tenancy.ts'
