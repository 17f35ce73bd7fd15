import { createHash } from 'node:crypto'
import { openApiDocument, getOpenApi as operation } from '@sluice/contracts'
import { type HttpApp, ifNoneMatch, serve, strongEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'

/**
 * GET /openapi.json: made once, at the first request; it takes 0.1 s, most of what it would take to start a service.
 */
export function getOpenApi(app: HttpApp, deps: ResultsDeps): void {
  let made: ReturnType<typeof makeDocument> | undefined
  serve(app, operation, deps, async ({ headers: asked }) => {
    made ??= makeDocument(deps.publicUrl ?? '/')
    const { etag, body } = made
    const headers = { etag, 'cache-control': 'public, no-cache' }
    return ifNoneMatch(asked['if-none-match'], etag) ? { status: 304, headers } : { status: 200, headers, body }
  })
}

function makeDocument(publicUrl: string) {
  const { openapi, ...rest } = openApiDocument({ publicUrl })
  const body = { openapi, ...rest }
  return { body, etag: strongEtag(createHash('sha256').update(JSON.stringify(body)).digest('base64url')) }
}
