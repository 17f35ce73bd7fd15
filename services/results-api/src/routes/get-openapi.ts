import { createHash } from 'node:crypto'
import { openApiDocument, getOpenApi as operation } from '@sluice/contracts'
import { type HttpApp, ifNoneMatch, serve, strongEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'

/** GET /openapi.json: made once, when the service starts. */
export function getOpenApi(app: HttpApp, deps: ResultsDeps): void {
  const { openapi, ...rest } = openApiDocument({ publicUrl: deps.publicUrl ?? '/' })
  const body = { openapi, ...rest }
  const etag = strongEtag(createHash('sha256').update(JSON.stringify(body)).digest('base64url'))
  const headers = { etag, 'cache-control': 'public, no-cache' }
  serve(app, operation, deps, async ({ headers: asked }) =>
    ifNoneMatch(asked['if-none-match'], etag) ? { status: 304, headers } : { status: 200, headers, body },
  )
}
