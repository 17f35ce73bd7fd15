import { putFeed as save } from '@sluice/configuration'
import { putFeed as operation } from '@sluice/contracts'
import type { Outbound } from '@sluice/outbound'
import { type HttpApp, serve } from '@sluice/service-kit'
import { changeOptions, putAnswer } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'
import { checkFeedUrl } from '../feed-url.ts'

/** PUT /v1/feeds/{feedId} */
export function putFeed(app: HttpApp, deps: ResultsDeps, outbound: Pick<Outbound, 'check'>): void {
  serve(app, operation, deps, async (asked) => {
    await checkFeedUrl(outbound, asked.body.url)
    const { orgId } = asked.principal
    return putAnswer(deps, orgId, save(deps.db, orgId, asked.params.feedId, asked.body, changeOptions(asked)))
  })
}
