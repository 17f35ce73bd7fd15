import { getOrganization as find } from '@sluice/configuration'
import { getOrganization as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'

/** GET /v1/organization */
export function getOrganization(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ principal }) => ({
    status: 200,
    body: await find(deps.db, principal.orgId),
  }))
}
