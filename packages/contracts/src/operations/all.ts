import type { Operation } from '../operation.ts'
import { postEvents } from './events.ts'
import { getHealth, getMetrics, getReadiness } from './health.ts'
import { getDocs, getHome, getOpenApi, getProblem } from './pages.ts'
import { getPlan, getPlanByNumber, listPlans, listRecommendations } from './plans.ts'

/** Every route of every service. What is not here is neither documented nor tested for access; a test compares. */
export const operations: readonly Operation[] = [
  postEvents,
  getPlan,
  listPlans,
  getPlanByNumber,
  listRecommendations,
  getHome,
  getDocs,
  getOpenApi,
  getProblem,
  getHealth,
  getReadiness,
  getMetrics,
]
