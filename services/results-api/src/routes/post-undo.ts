import { postUndo as operation } from '@sluice/contracts'
import { undoTo } from '@sluice/recompute'
import { type HttpApp, serve } from '@sluice/service-kit'
import { authorOf, decidedIn } from '../decision-answer.ts'
import type { ResultsDeps } from '../deps.ts'
import { foretelling, foretold } from '../foretold.ts'
import { requireFuture } from './put-override.ts'

/** POST /v1/pools/{poolId}/undo */
export function postUndo(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { params, body } = asked
    requireFuture(body.until, '#/until')
    const pool = { orgId: asked.principal.orgId, poolId: params.poolId }
    const { planNumber, effectiveRevision = 0, until } = body
    // One of the two is there.
    const to = planNumber === undefined ? { effectiveRevision } : { planNumber }
    const { pins, ...undone } = await decidedIn(deps, pool, undoTo(deps.db, pool, { to, until }, authorOf(asked, body)))
    const cellIds = [...pins.keys()]
    const { cells, missing } = await foretold(deps, { pool, cellIds }, foretelling(app, asked.signal))
    const next = cells?.map((cell) => ({ ...cell, pinnedDailyBudgetMinor: pins.get(cell.cellId) ?? 0 })) ?? null
    return { status: 200, body: { ...undone, cells: pins.size, next, nextMissing: missing } }
  })
}
