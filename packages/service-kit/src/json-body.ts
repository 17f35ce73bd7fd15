import { hasRepeatedMember, type JsonMeasure, measureEvents } from '@sluice/bytes'
import type { FastifyContentTypeParser } from 'fastify'
import type { HttpApp } from './http-server.ts'
import { Problem } from './problem.ts'
import { readBody } from './read-body.ts'

/** Far deeper than any body of ours. */
const MAX_DEPTH = 64
/**
 * Twice as many as a pool of 50,000 cells and places has. An empty object takes 64 bytes in Node 24, so what is made of
 * them takes 128 MB at most.
 */
const MOST_VALUES = 2_000_000

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
      const [measure] = measureEvents(body, false)
      if (measure && measure.values > MOST_VALUES) return done(tooManyValues())
      parse(request, body.toString(), (error, value) => {
        const refusal = error ?? refusalOf(measure, value)
        if (refusal) done(refusal)
        else done(null, value)
      })
    })
  }
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', parser)
  app.addContentTypeParser(/^application\/[\w.-]+\+json(;|$)/, parser)
}

/** Before anything is made of them: of each three bytes an object may come that takes 64. */
function tooManyValues(): Problem {
  return new Problem('body-too-large', `The body has more than ${MOST_VALUES} values.`)
}

function refusalOf(measure: JsonMeasure | undefined, value: unknown): Problem | undefined {
  if (!measure) return undefined
  if (measure.depth > MAX_DEPTH) return new Problem('invalid-body', `The body is more than ${MAX_DEPTH} levels deep.`)
  if (!hasRepeatedMember(measure.members, value)) return undefined
  return new Problem('invalid-body', 'An object in the body has a member twice.')
}
