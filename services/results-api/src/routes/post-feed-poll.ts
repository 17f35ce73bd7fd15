import { requestPoll } from '@sluice/configuration'
import { pollFeed as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { feedNotFound } from '../refusals.ts'

/** POST /v1/feeds/{feedId}/poll */
export function postFeedPoll(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, principal }) => {
    const nextPollAt = await requestPoll(deps.db, principal.orgId, params.feedId)
    if (nextPollAt === undefined) throw feedNotFound()
    return { status: 202, body: { nextPollAt: nextPollAt?.toISOString() ?? null } }
  })
}
