import { getSource as operation } from '@sluice/contracts'
import { countStoredEvents } from '@sluice/database'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { readOrganization } from '../read-organization.ts'
import { sourceNotFound } from '../refusals.ts'
import { readSources } from '../source-reader.ts'

/** What is stored of no source. */
const nothing = { count: 0, isCapped: false }

/** GET /v1/sources/{sourceId} */
export function getSource(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, principal: { orgId } }) => {
    const body = await readOrganization(deps.db, orgId, async (trx) => {
      const [found] = await readSources(trx, orgId, { id: params.sourceId, limit: 1 }, new Date())
      if (!found) throw sourceNotFound()
      const stored = found.source === null ? nothing : await countStoredEvents(trx, orgId, found.source)
      return { ...found, storedEvents: stored.count, storedEventsCapped: stored.isCapped }
    })
    return { status: 200, body }
  })
}
