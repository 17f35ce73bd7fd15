import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { getPlanInputs as operation } from '@sluice/contracts'
import { type PoolKey, readPlanInput } from '@sluice/database'
import { type HttpApp, ifNoneMatch, serve, weakEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { requirePlans } from '../find-plan.ts'
import { readOrganization } from '../read-organization.ts'
import { planNotFound } from '../refusals.ts'

/** GET /v1/pools/{poolId}/plans/{number}/inputs: what a plan was computed from, the stored bytes themselves. */
export function getPlanInputs(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, principal, headers: asked }) => {
    const stored = await findInputs(deps, { orgId: principal.orgId, ...params })
    const etag = weakEtag(`${params.poolId}.${params.number}.inputs`)
    const cached = { etag, 'cache-control': 'private, max-age=31536000, immutable' }
    if (ifNoneMatch(asked['if-none-match'], etag)) return { status: 304, headers: cached }
    const headers = { ...cached, 'repr-digest': `sha-256=:${stored.input_sha256.toString('base64')}:` }
    // Unpacked as it is sent: 10,000 cells are some 5 MB.
    const stream = Readable.from([stored.input]).pipe(createGunzip())
    return { status: 200, headers, mediaType: 'application/json', stream }
  })
}

async function findInputs({ db }: ResultsDeps, key: PoolKey & { number: number }) {
  return readOrganization(db, key.orgId, async (trx) => {
    await requirePlans(trx, key, [key.number])
    const stored = await readPlanInput(trx, key)
    if (stored === undefined) throw planNotFound()
    return stored
  })
}
