import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { getDocs as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { docsHtml, docsPolicy, docsScript, docsStyle } from '../pages/docs-page.ts'
import { pageHeaders } from '../pages/page.ts'

const bundle = import.meta.resolve('@fastify/swagger-ui/static/swagger-ui-bundle.js')
const bundleStyle = import.meta.resolve('@fastify/swagger-ui/static/swagger-ui.css')

/** The page's files; those of Swagger UI are taken from its package as they are. */
const files = {
  'page.js': { type: 'text/javascript; charset=utf-8', read: async () => docsScript },
  'page.css': { type: 'text/css; charset=utf-8', read: async () => docsStyle },
  'swagger-ui-bundle.js': { type: 'text/javascript; charset=utf-8', read: () => readFile(new URL(bundle), 'utf8') },
  'swagger-ui.css': { type: 'text/css; charset=utf-8', read: () => readFile(new URL(bundleStyle), 'utf8') },
} as const

/** GET /docs, and the files it loads. */
export function getDocs(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async () => ({ status: 200, headers: pageHeaders(docsPolicy), body: docsHtml }))
  for (const [name, { type, read }] of Object.entries(files)) {
    const packed = once(async () => promisify(gzip)(await read()))
    app.get(`/docs/${name}`, async (_request, reply) => {
      // Everything that can show the page takes gzip: 1.7 MB become 0.5 MB, packed once.
      reply.headers({ 'content-encoding': 'gzip', 'cache-control': 'public, max-age=3600', vary: 'accept-encoding' })
      return reply.type(type).send(await packed())
    })
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
