import { type CellPacing, listCellPacing as operation } from '@sluice/contracts'
import { cursorCodec, type HttpApp, serve } from '@sluice/service-kit'
import { z } from 'zod'
import { ask } from '../ask.ts'
import type { ResultsDeps } from '../deps.ts'
import { pageLinks } from '../page-answer.ts'

const cursors = cursorCodec('pacing', 1, z.strictObject({ after: z.string() }))

/** GET /v1/pools/{poolId}/pacing/cells: how the period goes for each cell, by id. */
export function getPacingCells(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, query, principal: { orgId }, signal }) => {
    const { limit, cursor } = query
    const after = cursor === undefined ? '' : cursors.decode(cursor, params).after
    const order = { pool: { orgId, poolId: params.poolId }, of: { after, limit } }
    const { items, isLast }: CellsTold = JSON.parse((await ask(deps, 'pacing', order, signal)).toString())
    const last = isLast ? undefined : items.at(-1)
    const nextCursor = last ? cursors.encode({ after: last.cellId }, params) : null
    const path = `/v1/pools/${params.poolId}/pacing/cells`
    const headers = { 'cache-control': 'private, no-store', link: pageLinks({ path, query }, nextCursor) }
    return { status: 200, headers, body: { items, nextCursor } }
  })
}

/** What the thread tells of a page. */
interface CellsTold {
  items: CellPacing[]
  isLast: boolean
}
