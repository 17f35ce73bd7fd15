import { personsAsked } from '@sluice/contracts'
import { createHttpServer, type HttpApp, type HttpServerOptions } from '@sluice/service-kit'
import { registerConfigurationRoutes } from './configuration-routes.ts'
import { registerDecisionRoutes } from './decision-routes.ts'
import type { ResultsDeps } from './deps.ts'
import { planStreams } from './following/plan-streams.ts'
import { registerKeyRoutes } from './key-routes.ts'
import { notFoundPage } from './pages/not-found-page.ts'
import { createPlanPointers } from './plan-pointers.ts'
import { planReader } from './plan-reader.ts'
import { preparedPlans } from './prepared-plans.ts'
import { getCapacityReport } from './routes/get-capacity-report.ts'
import { getDocs } from './routes/get-docs.ts'
import { getExportSummary } from './routes/get-export-summary.ts'
import { getHome } from './routes/get-home.ts'
import { getMarketingView } from './routes/get-marketing-view.ts'
import { getOpenApi } from './routes/get-openapi.ts'
import { getOperationsView } from './routes/get-operations-view.ts'
import { getPacing } from './routes/get-pacing.ts'
import { getPacingCells } from './routes/get-pacing-cells.ts'
import { getPerformanceReport } from './routes/get-performance-report.ts'
import { getPlan } from './routes/get-plan.ts'
import { getPlanByNumber } from './routes/get-plan-by-number.ts'
import { getPlanCellInputs } from './routes/get-plan-cell-inputs.ts'
import { getPlanCertificate } from './routes/get-plan-certificate.ts'
import { getPlanDifference } from './routes/get-plan-difference.ts'
import { getPlanExport } from './routes/get-plan-export.ts'
import { getPlanInForce } from './routes/get-plan-in-force.ts'
import { getPlanInForceDifference } from './routes/get-plan-in-force-difference.ts'
import { getPlanInputs } from './routes/get-plan-inputs.ts'
import { getPlanPrices } from './routes/get-plan-prices.ts'
import { getPlanStream } from './routes/get-plan-stream.ts'
import { getPlans } from './routes/get-plans.ts'
import { getProblem } from './routes/get-problem.ts'
import { getProblems } from './routes/get-problems.ts'
import { getReactionReport } from './routes/get-reaction-report.ts'
import { getRecommendations } from './routes/get-recommendations.ts'
import { getStabilityReport } from './routes/get-stability-report.ts'
import { postFrontier } from './routes/post-frontier.ts'
import { postPlanExport } from './routes/post-plan-export.ts'
import { postReplay } from './routes/post-replay.ts'
import { postSimulation } from './routes/post-simulation.ts'
import { registerSourceRoutes } from './source-routes.ts'
import { registerWebhookRoutes } from './webhook-routes.ts'

export type { ResultsDeps } from './deps.ts'

/** Everything that is read or configured under /v1, the OpenAPI document and the pages that explain it. */
export function registerResultsRoutes(app: HttpApp, given: ResultsDeps): void {
  const deps: ResultsDeps = { ...given, personsAsked }
  const pointers = createPlanPointers(deps.db, deps.pointerMemoryMs ?? 250)
  const plans = preparedPlans(deps.db)
  const readLines = planReader(deps.db)
  getPlan(app, deps, pointers, plans)
  getPlanStream(app, deps, pointers, planStreams(app, deps.db, readLines, deps.streamLimits))
  getPlans(app, deps)
  getPlanByNumber(app, deps, plans.byNumber)
  getPlanInForce(app, deps, plans.effective)
  getPlanInForceDifference(app, deps)
  getPlanPrices(app, deps)
  getPlanCertificate(app, deps)
  getPlanExport(app, deps)
  postPlanExport(app, deps)
  getExportSummary(app, deps)
  getPlanDifference(app, deps)
  getPlanInputs(app, deps)
  getPlanCellInputs(app, deps)
  postReplay(app, deps)
  getPerformanceReport(app, deps)
  getCapacityReport(app, deps)
  getReactionReport(app, deps)
  getStabilityReport(app, deps)
  getPacing(app, deps)
  getPacingCells(app, deps)
  postSimulation(app, deps)
  postFrontier(app, deps)
  getOperationsView(app, deps, pointers, readLines)
  getMarketingView(app, deps, pointers, readLines)
  getRecommendations(app, deps, pointers, readLines)
  registerDecisionRoutes(app, deps, pointers, readLines)
  registerConfigurationRoutes(app, deps)
  registerKeyRoutes(app, deps)
  registerSourceRoutes(app, deps)
  registerWebhookRoutes(app, deps)
  getOpenApi(app, deps)
  getDocs(app, deps)
  getProblem(app, deps)
  getProblems(app, deps)
  app.pageOfNothing = notFoundPage
  getHome(app, deps)
}

/** The results API on a server of its own; the caller listens. */
export function buildApp(server: HttpServerOptions, deps: ResultsDeps): HttpApp {
  const app = createHttpServer(server)
  registerResultsRoutes(app, deps)
  return app
}
