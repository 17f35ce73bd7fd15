import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from './error-handler.ts'
import { Problem } from './problem.ts'

interface KnownRoute {
  address: RegExp
  methods: string[]
}

/** 405 with `Allow` where the address exists under another method, else 404; neither repeats the address. */
export function answerUnknownAddress(app: FastifyInstance): (request: FastifyRequest, reply: FastifyReply) => void {
  const routes: KnownRoute[] = []
  app.addHook('onRoute', ({ url, method }) => {
    // Not the CORS plugin's, one for every address there is.
    if (method !== 'OPTIONS' || !url.includes('*'))
      routes.push({ address: patternToRegExp(url), methods: [method].flat() })
  })
  return (request, reply) => {
    const path = request.raw.url?.split('?')[0] ?? ''
    const methods = routes.filter(({ address }) => address.test(path)).flatMap((route) => route.methods)
    sendProblem(methods.length > 0 ? wrongMethod(methods) : nothingHere(), request, reply)
  }
}

function patternToRegExp(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replace(/:[A-Za-z]+/g, '[^/]+')}$`)
}

function wrongMethod(methods: string[]): Problem {
  const allow = [...new Set(methods)].sort().join(', ')
  return new Problem('method-not-allowed', 'The address is known, this method of it is not.', { headers: { allow } })
}

function nothingHere(): Problem {
  return new Problem('not-found', 'No route has this address.')
}
