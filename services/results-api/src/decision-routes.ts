import type { HttpApp } from '@sluice/service-kit'
import type { ResultsDeps } from './deps.ts'
import type { PlanPointers } from './plan-pointers.ts'
import type { PlanReader } from './plan-reader.ts'
import { deleteMessage } from './routes/delete-message.ts'
import { deleteOverride } from './routes/delete-override.ts'
import { deleteUndo } from './routes/delete-undo.ts'
import { getApplied } from './routes/get-applied.ts'
import { getBudgets } from './routes/get-budgets.ts'
import { getDecisions } from './routes/get-decisions.ts'
import { postApplied } from './routes/post-applied.ts'
import { postDecision } from './routes/post-decision.ts'
import { postUndo } from './routes/post-undo.ts'
import { putMessage } from './routes/put-message.ts'
import { putOverride } from './routes/put-override.ts'

/** What people decide about plans, and what tools report of having set. */
export function registerDecisionRoutes(
  app: HttpApp,
  deps: ResultsDeps,
  pointers: PlanPointers,
  read: PlanReader,
): void {
  postDecision(app, deps, pointers)
  getDecisions(app, deps)
  putOverride(app, deps)
  deleteOverride(app, deps)
  postUndo(app, deps)
  deleteUndo(app, deps)
  putMessage(app, deps)
  deleteMessage(app, deps)
  postApplied(app, deps)
  getApplied(app, deps)
  getBudgets(app, deps, read)
}
