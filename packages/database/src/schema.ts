// Row types of the migrated database, by subject; test/schema.test.ts compares them with PostgreSQL's own catalogue.
import type { ConfigurationTables } from './schema/configuration.ts'
import type { DecisionTables } from './schema/decisions.ts'
import type { EventTables } from './schema/events.ts'
import type { ExportTables } from './schema/exports.ts'
import type { FeedTables } from './schema/feeds.ts'
import type { GateTables } from './schema/gates.ts'
import type { OrganizationTables } from './schema/organization.ts'
import type { PlanTables } from './schema/plans.ts'
import type { SourceTables } from './schema/sources.ts'
import type { WebhookTables } from './schema/webhooks.ts'

export type { Counts } from './schema/columns.ts'
export type * from './schema/configuration.ts'
export type * from './schema/decisions.ts'
export type * from './schema/events.ts'
export type * from './schema/exports.ts'
export type * from './schema/feeds.ts'
export type * from './schema/gates.ts'
export type * from './schema/organization.ts'
export type * from './schema/plans.ts'
export type * from './schema/sources.ts'
export type * from './schema/webhooks.ts'

/** The tables by their names. */
export interface Schema
  extends ConfigurationTables,
    DecisionTables,
    EventTables,
    ExportTables,
    FeedTables,
    GateTables,
    OrganizationTables,
    PlanTables,
    SourceTables,
    WebhookTables {}
