import { getFeed as find } from '@sluice/configuration'
import { getFeed as operation } from '@sluice/contracts'
import { type HttpApp, serve, strongEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { feedNotFound } from '../refusals.ts'

/** GET /v1/feeds/{feedId} */
export function getFeed(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, principal }) => {
    const found = await find(deps.db, principal.orgId, params.feedId)
    if (!found) throw feedNotFound()
    const { feed, configVersion } = found
    return { status: 200, headers: { etag: strongEtag(feed.version) }, body: { ...feed, configVersion } }
  })
}
