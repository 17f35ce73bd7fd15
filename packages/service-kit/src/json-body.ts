import type { FastifyContentTypeParser } from 'fastify'
import type { HttpApp } from './http-server.ts'
import { countMembers, measureEvents } from './measure-json.ts'
import { Problem } from './problem.ts'
import { readBody } from './read-body.ts'

/** Far deeper than any body of ours. */
const MAX_DEPTH = 64

/**
 * Reads JSON bodies, application/cloudevents+json and its like too. Refused beside what is no JSON: an object with a
 * member twice, of which JSON.parse silently keeps the last, and keys that would reach prototypes.
 */
export function readJsonBodies(app: HttpApp): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  const parser: FastifyContentTypeParser = (request, payload, done) => {
    readBody(request, payload, (broken, body) => {
      if (broken) return done(broken)
      if (body.length === 0 && request.routeOptions.config.takesNoBody) return done(null, undefined)
      parse(request, body.toString(), (error, value) => {
        const refusal = error ?? refusalOf(body, value)
        if (refusal) done(refusal)
        else done(null, value)
      })
    })
  }
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', parser)
  app.addContentTypeParser(/^application\/[\w.-]+\+json(;|$)/, parser)
}

function refusalOf(body: Buffer, value: unknown): Problem | undefined {
  const [measure] = measureEvents(body, false)
  if (!measure) return undefined
  if (measure.depth > MAX_DEPTH) return new Problem('invalid-body', `The body is more than ${MAX_DEPTH} levels deep.`)
  if (measure.members === countMembers(value)) return undefined
  return new Problem('invalid-body', 'An object in the body has a member twice.')
}
