// First: words for what a schema refuses.
import './wording.ts'

export { type Alert, alert } from './alert.ts'
export { type ApiKey, keyRoles, newApiKey } from './api-key.ts'
export { configuredPersons, personsAsked } from './configured-persons.ts'
export { currencyExponent } from './currencies.ts'
export type { NextMissing } from './decision.ts'
export { type Event, type EventOf, event, eventDataMembers, MAX_BATCH_EVENTS } from './event.ts'
export type { EventRefusalCode, EventStored, EventsStored } from './event-answer.ts'
export { eventSource } from './event-attributes.ts'
export { type FhirStored, fhirRefusalCode, type LeftOutReason, leftOutReason } from './event-fhir.ts'
export { type EventLine, eventLine, MAX_LISTED_LINES } from './event-lines.ts'
export { type CsvColumn, csvColumns, MAX_CSV_ROWS, type RowsStored } from './event-rows.ts'
export { type Feed, type FeedFailureCode, type FeedStatus, feed, feedFailureCode, MAX_FEEDS } from './feed.ts'
export type { FreshnessOfPlace } from './freshness-of-place.ts'
export { instantToUtc } from './instants.ts'
export { type Location, location } from './location.ts'
export { MAX_MAPPINGS, type Mapping, mapping } from './mapping.ts'
export { type OpenApiOptions, openApiDocument } from './openapi.ts'
export { HEADER_BYTES, type Operation, type OperationResponse, type Scope, scopes } from './operation.ts'
export { listAlerts } from './operations/alerts.ts'
export { operations } from './operations/all.ts'
export { listAuditLog } from './operations/audit-log.ts'
export {
  deleteMessage,
  deleteOverride,
  deleteUndo,
  listApplied,
  listBudgets,
  listDecisions,
  postApplied,
  postDecision,
  postUndo,
  putMessage,
  putOverride,
} from './operations/decisions.ts'
export { agreeToEvents, postEvents } from './operations/events.ts'
export { exportPlan, getExportSummary, getPlanExport } from './operations/exports.ts'
export { deleteFeed, getFeed, listFeeds, pollFeed, putFeed } from './operations/feeds.ts'
export { followPlan } from './operations/following.ts'
export { listFreshness } from './operations/freshness.ts'
export { getPlanCellInputs, getPlanDifference, getPlanInputs, replayPlan } from './operations/history.ts'
export { createKey, listKeys, revokeKey, rotateKey } from './operations/keys.ts'
export { deleteLocation, getLocation, listLocations, putLocation } from './operations/locations.ts'
export { deleteMapping, getMapping, listMappings, putMapping } from './operations/mappings.ts'
export { getOrganization } from './operations/organization.ts'
export { getPacing, listCellPacing } from './operations/pacing.ts'
export { getDocs, getHome, getOpenApi, getProblem, listProblems } from './operations/pages.ts'
export { getPlanCertificate } from './operations/plan-certificate.ts'
export { listPlanPrices } from './operations/plan-prices.ts'
export { getPlan, getPlanByNumber, listPlans, listRecommendations } from './operations/plans.ts'
export { getPlanInForce, getPlanInForceDifference } from './operations/plans-in-force.ts'
export {
  deletePlatformEntity,
  getPlatformEntity,
  listPlatformEntities,
  putPlatformEntities,
  putPlatformEntity,
} from './operations/platform-entities.ts'
export {
  deleteCell,
  deletePool,
  getCell,
  getPool,
  listPools,
  putCell,
  putPool,
} from './operations/pools.ts'
export { getCapacityReport, getPerformanceReport, getReactionReport, getStabilityReport } from './operations/reports.ts'
export { deleteServiceLine, getServiceLine, listServiceLines, putServiceLine } from './operations/service-lines.ts'
export { simulatePlan, tellFrontier } from './operations/simulations.ts'
export {
  createSigningSecret,
  deleteSigningSecret,
  deleteSource,
  getSource,
  listSourceDeliveries,
  listSources,
  putSource,
} from './operations/sources.ts'
export { listMarketingView, listOperationsView } from './operations/views.ts'
export {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  getWebhookEndpoint,
  listWebhookDeliveries,
  listWebhookEndpoints,
  putWebhookEndpoint,
  replayWebhookDelivery,
  rotateWebhookSecret,
  testWebhookEndpoint,
} from './operations/webhooks.ts'
export { type Organization, organization } from './organization.ts'
export { type OrganizationFile, organizationFile } from './organization-file.ts'
export type { CellPacing, Pacing } from './pacing.ts'
export { withPatch } from './patch.ts'
export { type Period, type PeriodSettings, periodBefore, periodEndedBy, periodOn } from './period.ts'
export { type Plan, type PlanSummary, plan } from './plan.ts'
export type { PlanCertificate } from './plan-certificate.ts'
export type { PlanDifference } from './plan-difference.ts'
export { type PlanCellInputs, planInputs } from './plan-inputs.ts'
export { type PlanNews, planNews } from './plan-news.ts'
export type { ListedPlatformEntity, PlatformEntity } from './platform-entity.ts'
export { type Policy, policy } from './policy.ts'
export { type Pool, pool } from './pool.ts'
export { type Cell, cell, type PoolCell } from './pool-cell.ts'
export type { PoolGroup } from './pool-groups.ts'
export type { PoolPeriod } from './pool-period.ts'
export { type PoolPlace, placeKey } from './pool-places.ts'
export type { Price, PriceKind } from './price.ts'
export type { ProblemBody } from './problem.ts'
export { type EventFault, type EventFaultCode, type ReadEvent, type ReadEventOptions, readEvent } from './read-event.ts'
export type { PooledRecommendation, Recommendation, RecommendationList } from './recommendation.ts'
export type { Replay } from './replay.ts'
export type { CapacityRow } from './reports/capacity.ts'
export type { PerformanceRow } from './reports/performance.ts'
export type { ReactionRow } from './reports/reaction.ts'
export type { StabilityRow } from './reports/stability.ts'
export { type ServiceLine, serviceLine } from './service-line.ts'
export { SHARE_TOLERANCE } from './share.ts'
export type { Frontier, Simulation } from './simulation.ts'
export { MAX_SIGNING_SECRETS, MAX_SOURCES, type Source, source } from './source.ts'
export {
  type DeliveryBody,
  type DeliveryMode,
  type DeliveryRefusalCode,
  deliveryRefusalCode,
  type SourceReportBody,
} from './source-report.ts'
export type { MarketingLine } from './views/marketing.ts'
export type { OperationsLine } from './views/operations.ts'
export type { WaitKind } from './wait-kind.ts'
export { type WebhookDelivery, type WebhookEndpoint, webhookMessages } from './webhook.ts'
export type { WhatIf } from './what-if.ts'
