import type { Operation } from '../operation.ts'
import { listAlerts } from './alerts.ts'
import { listAuditLog } from './audit-log.ts'
import {
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
} from './decisions.ts'
import { agreeToEvents, postEvents } from './events.ts'
import { exportPlan, getExportSummary, getPlanExport } from './exports.ts'
import { deleteFeed, getFeed, listFeeds, pollFeed, putFeed } from './feeds.ts'
import { followPlan } from './following.ts'
import { listFreshness } from './freshness.ts'
import { getHealth, getMetrics, getReadiness } from './health.ts'
import { getPlanCellInputs, getPlanDifference, getPlanInputs, replayPlan } from './history.ts'
import { createKey, listKeys, revokeKey, rotateKey } from './keys.ts'
import { deleteLocation, getLocation, listLocations, putLocation } from './locations.ts'
import { deleteMapping, getMapping, listMappings, putMapping } from './mappings.ts'
import { getOrganization } from './organization.ts'
import { getPacing, listCellPacing } from './pacing.ts'
import { getDocs, getHome, getOpenApi, getProblem, listProblems } from './pages.ts'
import { getPlanCertificate } from './plan-certificate.ts'
import { listPlanPrices } from './plan-prices.ts'
import { getPlan, getPlanByNumber, listPlans, listRecommendations } from './plans.ts'
import { getPlanInForce, getPlanInForceDifference } from './plans-in-force.ts'
import {
  deletePlatformEntity,
  getPlatformEntity,
  listPlatformEntities,
  putPlatformEntities,
  putPlatformEntity,
} from './platform-entities.ts'
import { deleteCell, deletePool, getCell, getPool, listPools, putCell, putPool } from './pools.ts'
import { getCapacityReport, getPerformanceReport, getReactionReport, getStabilityReport } from './reports.ts'
import { deleteServiceLine, getServiceLine, listServiceLines, putServiceLine } from './service-lines.ts'
import { simulatePlan, tellFrontier } from './simulations.ts'
import {
  createSigningSecret,
  deleteSigningSecret,
  deleteSource,
  getSource,
  listSourceDeliveries,
  listSources,
  putSource,
} from './sources.ts'
import { listMarketingView, listOperationsView } from './views.ts'
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  getWebhookEndpoint,
  listWebhookDeliveries,
  listWebhookEndpoints,
  putWebhookEndpoint,
  replayWebhookDelivery,
  rotateWebhookSecret,
  testWebhookEndpoint,
} from './webhooks.ts'

/**
 * Every route of every service. A route that is not here is neither documented nor tested for access; a test compares.
 */
export const operations: readonly Operation[] = [
  postEvents,
  agreeToEvents,
  listSources,
  getSource,
  listSourceDeliveries,
  putSource,
  deleteSource,
  createSigningSecret,
  deleteSigningSecret,
  listAlerts,
  listFreshness,
  getPlan,
  followPlan,
  listPlanPrices,
  listPlans,
  getPlanByNumber,
  getPlanCertificate,
  postDecision,
  listDecisions,
  putOverride,
  deleteOverride,
  postUndo,
  deleteUndo,
  putMessage,
  deleteMessage,
  listApplied,
  listBudgets,
  postApplied,
  getPlanExport,
  exportPlan,
  getExportSummary,
  getPlanInForce,
  getPlanInForceDifference,
  getPlanDifference,
  getPlanInputs,
  getPlanCellInputs,
  replayPlan,
  listRecommendations,
  listOperationsView,
  listMarketingView,
  getPerformanceReport,
  getCapacityReport,
  getReactionReport,
  getStabilityReport,
  getPacing,
  listCellPacing,
  simulatePlan,
  tellFrontier,
  listWebhookEndpoints,
  createWebhookEndpoint,
  getWebhookEndpoint,
  putWebhookEndpoint,
  deleteWebhookEndpoint,
  rotateWebhookSecret,
  testWebhookEndpoint,
  listWebhookDeliveries,
  replayWebhookDelivery,
  getOrganization,
  putLocation,
  getLocation,
  listLocations,
  deleteLocation,
  putServiceLine,
  getServiceLine,
  listServiceLines,
  deleteServiceLine,
  putFeed,
  getFeed,
  listFeeds,
  deleteFeed,
  pollFeed,
  putMapping,
  getMapping,
  listMappings,
  deleteMapping,
  putPool,
  getPool,
  listPools,
  deletePool,
  putCell,
  getCell,
  deleteCell,
  listKeys,
  createKey,
  rotateKey,
  revokeKey,
  listAuditLog,
  putPlatformEntities,
  listPlatformEntities,
  putPlatformEntity,
  getPlatformEntity,
  deletePlatformEntity,
  getHome,
  getDocs,
  getOpenApi,
  listProblems,
  getProblem,
  getHealth,
  getReadiness,
  getMetrics,
]
