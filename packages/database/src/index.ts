export { type ActualsRow, upsertActuals } from './actuals.ts'
export {
  type AlertQuery,
  type AlertRow,
  countOpenAlerts,
  deleteOldAlerts,
  listAlerts,
  listFailingPools,
  listOpenMatters,
  listOrganizationIds,
  type Matter,
  readLongestWait,
  settleAlerts,
  tryWatch,
} from './alerts.ts'
export { isAnswering } from './answering.ts'
export {
  type ApiKeyRow,
  countApiKeys,
  type FoundApiKey,
  filterKeysWithScope,
  findApiKey,
  findOwnApiKey,
  insertApiKey,
  listApiKeys,
  listApiKeysPage,
  listKeysInForce,
  lockApiKeys,
  rotateApiKey,
  setApiKeyRevoked,
  touchApiKey,
} from './api-keys.ts'
export {
  type AppliedBudget,
  type AppliedChange,
  type AppliedSaying,
  findApplied,
  listApplied,
  listAppliedChanges,
  type NotedApplied,
  readAppliedRevision,
  upsertApplied,
} from './applied-budgets.ts'
export {
  type AuditEntry,
  type AuditFilter,
  type AuditRow,
  findAuditHead,
  insertAuditEntries,
  insertAuditEntry,
  listAuditChain,
  listAuditEntries,
} from './audit-log.ts'
export {
  type BudgetChange,
  type BudgetInForce,
  type BudgetStanding,
  deleteOldBudgets,
  heldDayPrefix,
  listBudgetChanges,
  listBudgetStandings,
  listBudgetsBefore,
  listBudgetsLeft,
  listNewestBudgets,
  readFirstBudgetAt,
} from './budget-history.ts'
export { type CellResults, type CellSpend, listSpendOfPool, sumResultsOfPool } from './cell-actuals.ts'
export {
  type CellMessageRow,
  deleteMessage,
  endMessages,
  listMessages,
  upsertMessage,
} from './cell-messages.ts'
export {
  type CellOverrideRow,
  deleteOverrides,
  deleteOverridesOf,
  listOverrides,
  upsertOverrides,
} from './cell-overrides.ts'
export { type ChannelPlace, listFormerHolders } from './cell-places.ts'
export {
  type CellRow,
  type CellToWrite,
  findCell,
  isUsedByCells,
  listCells,
  listCellsOfOtherPools,
  listPoolsThatGaveUp,
  listPoolsWith,
  removeCells,
  upsertCells,
} from './cells.ts'
export {
  bumpConfigVersion,
  closePlaceMap,
  findConfigVersion,
  keepConfiguration,
  lockConfiguration,
} from './configuration-lock.ts'
export { type ConfiguredPlace, type ConfiguredPlacesQuery, listConfiguredPlaces } from './configured-places.ts'
export {
  archiveRow,
  type ConfiguredColumns,
  type ConfiguredRow,
  type ConfiguredTable,
  countRows,
  findIdsInForce,
  findRow,
  listRows,
  upsertRow,
} from './configured-rows.ts'
export { type ConnectOptions, connect, createPool, type Database, type DatabaseTransaction } from './connect.ts'
export {
  type DecidedState,
  deleteOldEffectivePlans,
  type EffectivePlanRow,
  insertEffectivePlan,
  listDecidedStates,
  listKeptEffectiveNumbers,
  listPlanStandings,
  type PlanStanding,
  readEffectivePlan,
  readInForceAt,
  readLastInForceOfPlan,
  readNumbersInForce,
  readPlanAsInForce,
  readStoredNews,
  type StoredEffectivePlan,
  type StoredNews,
} from './effective-plans.ts'
export { type EndedDashboardSession, isSessionEnded, rememberEndedSession } from './ended-dashboard-sessions.ts'
export {
  type EventKey,
  type EventKeyRow,
  type EventRow,
  findEventKeys,
  insertEventKeys,
  type StoredFigure,
} from './events.ts'
export { isCanceled, isCollision, isRefusedValue, isTakenBudget } from './faults.ts'
export { isFailingForLong, standsStill } from './feed-standing.ts'
export {
  type FeedFile,
  type FeedKey,
  type FeedStanding,
  findFeedStatus,
  findFeedVersions,
  findNextPolls,
  forgetPolls,
  holdsFeed,
  isUsedByFeeds,
  leaseFeed,
  listDueFeeds,
  listFeedFiles,
  listFeedStandings,
  releaseFeed,
  replaceFeedFiles,
  scheduleFeed,
  type WantedFeeds,
  writeFeedStatus,
} from './feeds.ts'
export { type CountedAhead, figureOverHorizon, kindOfFigure } from './figure-name.ts'
export { listKeysOutOfForce, listPlanPointers, type PlanPointerRow } from './following.ts'
export { deleteOldGateChanges, insertGateChanges } from './gate-history.ts'
export { deleteGateStates, type GateStateRow, listGateStates, upsertGateStates } from './gate-state.ts'
export {
  type DaysToWeigh,
  type ImplausibleDay,
  listImplausibleDays,
  listPlacesReportedSince,
  readClockIn,
} from './implausible-days.ts'
export { type DaySpend, findImplausibleSpend } from './implausible-spend.ts'
export { listObservationsAsOf, type PastState, readLogStart } from './log-as-of.ts'
export { grantLogin, type LoginOptions } from './logins.ts'
export { type MigrateOptions, migrate, migrationNames } from './migrate.ts'
export { type BroughtBy, type ChangedLine, type Changes, noteChanges } from './note-changes.ts'
export {
  listCellsReportedBetween,
  listObservationsBetween,
  readObservationsOfLocations,
  type StoredObservation,
} from './observations.ts'
export { deleteOldActuals } from './old-actuals.ts'
export {
  findOrganization,
  insertOrganization,
  listOrganizations,
  type OrganizationRow,
  readLocalToday,
} from './organizations.ts'
export { packJson, unpackJson, unpackJsonText } from './packed-json.ts'
export type { Page } from './page.ts'
export { deleteEventKeys, dropEventPartitions, ensureEventPartitions } from './partitions.ts'
export { type CellAmountRow, listAmountsSince, listStays, type StayRow } from './past-of-places.ts'
export { type CellThen, type PastTables, pastTablesAsOf, type Then } from './past-tables.ts'
export { deleteOldPlaceDays, type PlaceDay, upsertPlaceDays } from './place-days.ts'
export { findPoolsOfPlaces, type PlaceKey, type PlacePool, readLocalDates, sharePlaceMap } from './place-pools.ts'
export { type PlaceStateRow, upsertPlaceState } from './place-state.ts'
export { insertDecision, listDecisions, type PlanDecisionRow } from './plan-decisions.ts'
export {
  deleteOldExportedBudgets,
  type ExportedBudget,
  type ExportedFile,
  type ExportedState,
  findStateExportedLast,
  listExportedBudgets,
  listNewestApplied,
  lockExports,
  noteExport,
} from './plan-exports.ts'
export {
  type CellWithPlace,
  listCellsAsOf,
  listCellsWithPlaces,
  listFiguresOfPlaces,
  listFiguresOfPool,
  listLocationNames,
  listRemovedCellsWithPlaces,
  listServiceLinesById,
  listServiceLinesOfPool,
  type PeriodsSince,
  type PlaceClock,
  type PlaceFigure,
  type PoolServiceLine,
  type PoolSettings,
  type PoolSnapshot,
  readPoolSettings,
  readPoolSnapshot,
} from './planning-input.ts'
export {
  deleteOldPlans,
  insertPlan,
  listOrganizationsWithPools,
  listPlans,
  type PlanSummary,
  readCurrentPlan,
  readPlan,
  readPlanInput,
  readPlanInputSha256,
  type StoredPlan,
} from './plans.ts'
export { listPlansInForce, type PlansInForceFilter } from './plans-in-force.ts'
export {
  bumpPlatformEntitiesVersion,
  deleteAllPlatformEntities,
  deletePlatformEntities,
  listBudgetsOfOtherPools,
  listEntitiesOfOtherPools,
  listPlatformEntities,
  listTwinEntities,
  type PlatformEntityRow,
  type PlatformEntityToWrite,
  type TakenBudget,
  upsertPlatformEntities,
} from './platform-entities.ts'
export { findPolicy, insertPolicy, listPolicies } from './policies.ts'
export {
  deletePoolGroups,
  listPoolGroups,
  type PoolGroupRow,
  type PoolGroupToWrite,
  upsertPoolGroups,
} from './pool-groups.ts'
export type { PoolKey } from './pool-key.ts'
export {
  deletePoolPlaces,
  listPoolPlaces,
  type PoolPlaceRow,
  type PoolPlaceToWrite,
  upsertPoolPlaces,
} from './pool-places.ts'
export {
  insertAdoptedEvents,
  listPlacesAdoptedAfter,
  noteAdoptedPlaces,
  quietPool,
  type RequestedRevision,
  requestRecompute,
} from './pool-requests.ts'
export { bumpPools, lockPools } from './pool-revisions.ts'
export {
  type Advance,
  advanceRevision,
  attemptsAlerted,
  bumpDuePool,
  type Fence,
  holdInForce,
  type LaggingPool,
  listDuePools,
  listLaggingPools,
  type PoolState,
  type PoolStatus,
  passesFence,
  poolStatus,
  readPoolInForce,
  readPoolState,
  recordFailure,
  setInForce,
  tryLockPool,
} from './pool-state.ts'
export { findPool, listPeriods, listPools, type PoolRow } from './pools.ts'
export { type InForceAgain, numberOfArchiving, storeInForceAgain, wasPutAgainBetween } from './pools-put-again.ts'
export { listCellsChangedSince, type NotedLine, noteGoneLines } from './recommendations.ts'
export { type CapacitySums, sumCapacity } from './reports/capacity.ts'
export { type PerformanceSums, sumPerformance } from './reports/performance.ts'
export { listReactions, type Reaction } from './reports/reaction.ts'
export { type BudgetStep, type GateEpisode, listBudgetSteps, listGateEpisodes } from './reports/reclaimed-spend.ts'
export type { GroupedRow, Grouping, Interval, ReportGrouping, ReportScope } from './reports/scope.ts'
export { type CellMoves, listCellMoves } from './reports/stability.ts'
export { sumWastedSpend, type WastedSums } from './reports/wasted-spend.ts'
export type { DecidedCell, DecisionKind, DecisionReason, OverrideKind, PlanStatus } from './schema.ts'
export { lockSealedSecrets, replaceSealedSecret, type SealedSecret } from './sealed-secrets.ts'
export { deleteOldSignedMessages, rememberSignedMessage, type SignedMessage } from './signed-messages.ts'
export { addDeliveries, type DeliveryCount, deleteOldDeliveries } from './source-activity.ts'
export {
  countStoredEvents,
  type DeliveryQuery,
  type DeliveryRow,
  findRefusedKeys,
  isKnownSource,
  type LastKey,
  listDeliveries,
  listSourceReports,
  type OutcomeCounts,
  type SourceReport,
  type SourceReportQuery,
  type SourceSettings,
} from './source-reports.ts'
export { aheadLag, type ExpectedInterval, expectedIntervalOf, isClockAhead, silentSince } from './source-standing.ts'
export {
  archiveSource,
  countSources,
  deleteSigningSecret,
  findSource,
  insertSigningSecret,
  listPoolsOfSource,
  listSigningSecrets,
  listSourceIntervals,
  listSourceRules,
  listSourcesOfKey,
  type SigningSecretRow,
  type SourceRow,
  type SourceRule,
  sourceId,
  upsertSource,
} from './sources.ts'
export { deleteSurplusSources } from './surplus-sources.ts'
export {
  type Role,
  type Tenant,
  type TransactionOptions,
  withOrganization,
  withOwner,
  withRole,
} from './tenancy.ts'
export { deleteUnusedState, listFiguresOfNewPlaces, listPrunedState } from './unused-state.ts'
export { type WaitOptions, waitForDatabase } from './wait.ts'
export {
  type DueWebhookDelivery,
  type DueWebhookEndpoint,
  deleteOldWebhookEvents,
  disableWebhookEndpoint,
  findDueWebhookDelivery,
  leaseWebhookEndpoint,
  listDueWebhookEndpoints,
  listWebhookDeliveries,
  noteWebhookDelivered,
  noteWebhookFailed,
  releaseWebhookEndpoint,
  replayWebhookDelivery,
  type WebhookAttempt,
  type WebhookDeliveryRow,
  type WebhookEndpointKey,
  type WebhookFailure,
} from './webhook-deliveries.ts'
export {
  deleteWebhookEndpoint,
  findWebhookEndpoint,
  holdWebhookEndpoint,
  insertWebhookEndpoint,
  listWebhookEndpoints,
  replaceWebhookSecret,
  updateWebhookEndpoint,
  type WebhookEndpointRow,
  type WebhookEndpointSettings,
} from './webhook-endpoints.ts'
export { insertWebhookEvent, insertWebhookEventFor, isWebhookWanted, type NewWebhookEvent } from './webhook-events.ts'
export { type EventToWrite, type StoredAsNew, storeAsNew, type WrittenFigure, writeEvents } from './write-events.ts'
