import { listPlanPrices as operation } from '@sluice/contracts'
import {
  type PoolKey,
  type PoolState,
  readEffectivePlan,
  readPoolInForce,
  type StoredEffectivePlan,
} from '@sluice/database'
import { pricesOfPlan } from '@sluice/recompute'
import { cursorCodec, type HttpApp, ifNoneMatch, Problem, serve } from '@sluice/service-kit'
import { z } from 'zod'
import type { ResultsDeps } from '../deps.ts'
import { pageAnswer, pageEtag } from '../page-answer.ts'
import { readOrganization } from '../read-organization.ts'
import { planNotReady, poolNotFound } from '../refusals.ts'

const cursors = cursorCodec('prices', 2, z.strictObject({ number: z.int().min(1), offset: z.int().min(0) }))

/** GET /v1/pools/{poolId}/plan/prices: what one step of anything would be worth, most first; all pages of one plan. */
export function getPlanPrices(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, query, principal: { orgId }, headers: asked }) => {
    const { poolId } = params
    const question = { poolId, kind: query.kind }
    const after = query.cursor === undefined ? undefined : cursors.decode(query.cursor, question)
    const offset = after?.offset ?? 0
    const { state, number, row } = await findPlan(deps, { orgId, poolId }, after?.number, (known) =>
      ifNoneMatch(asked['if-none-match'], pageEtag(query, versionOf(poolId, known))),
    )
    const page = row ? await pricesOfPlan(row.plan, { kind: query.kind, offset, limit: query.limit }) : nothing
    const end = offset + page.items.length
    const answer = pageAnswer({
      path: `/v1/pools/${poolId}/plan/prices`,
      query,
      items: page.items.map((item) => ({ poolId, planNumber: row?.planNumber ?? number, ...item })),
      nextCursor: end < page.total ? cursors.encode({ number, offset: end }, question) : null,
      version: versionOf(poolId, number),
      ifNoneMatch: asked['if-none-match'],
    })
    return {
      ...answer,
      headers: { ...answer.headers, 'sluice-computed-revision': String(state.computed_revision) },
    }
  })
}

const nothing = { items: [], total: 0 }

/** A plan never changes, and so neither do its prices. */
function versionOf(poolId: string, number: number): (string | number)[] {
  return [poolId, number]
}

/** What was in force at the page before, else what is now; without its row where the caller has the page. */
async function findPlan(
  { db }: ResultsDeps,
  key: PoolKey,
  pinned: number | undefined,
  isKnown: (number: number) => boolean,
): Promise<{ state: PoolState; number: number; row?: StoredEffectivePlan }> {
  return readOrganization(db, key.orgId, async (trx) => {
    const state = await readPoolInForce(trx, key)
    if (!state) throw poolNotFound()
    const number = pinned ?? state.effective_number
    if (number === null) throw planNotReady()
    if (isKnown(number)) return { state, number }
    const row = await readEffectivePlan(trx, { ...key, number })
    if (!row) throw new Problem('bad-cursor', 'The plan this cursor goes on in is no longer kept.')
    return { state, number, row }
  })
}
