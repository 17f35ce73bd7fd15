import { z } from 'zod'
import { cacheControlHeader, etagHeader, ifNoneMatchHeader } from '../headers.ts'
import { defineOperation } from '../operation.ts'

const html = z.string().meta({ description: 'A page for people.', examples: ['<!doctype html>…'] })

export const getHome = defineOperation({
  id: 'getHome',
  method: 'get',
  path: '/',
  summary: 'Home page',
  description: 'Links to the documentation, the dashboard and the main addresses.',
  tags: ['Documentation'],
  scopes: [],
  responses: { 200: { description: 'The home page.', body: html, mediaType: 'text/html; charset=utf-8' } },
})

export const getDocs = defineOperation({
  id: 'getDocs',
  method: 'get',
  path: '/docs',
  summary: 'API reference, to read and try',
  description: 'Loads nothing from other hosts.',
  tags: ['Documentation'],
  scopes: [],
  responses: { 200: { description: 'The API reference.', body: html, mediaType: 'text/html; charset=utf-8' } },
})

export const getOpenApi = defineOperation({
  id: 'getOpenApi',
  method: 'get',
  path: '/openapi.json',
  summary: 'The OpenAPI document',
  description: 'OpenAPI 3.1 of every service of Sluice, made from the schemas that check requests.',
  tags: ['Documentation'],
  scopes: [],
  requestHeaders: z.strictObject({ 'if-none-match': ifNoneMatchHeader }),
  responses: {
    200: {
      description: 'The OpenAPI document.',
      body: z.looseObject({
        openapi: z.string().meta({ description: 'Version of OpenAPI.', examples: ['3.1.1'] }),
      }),
      headers: z.strictObject({ etag: etagHeader, 'cache-control': cacheControlHeader }),
    },
    304: { description: 'Nothing has changed since the ETag you sent.' },
  },
})

const explanation = z
  .strictObject({
    code: z.string().meta({ description: 'The code.', examples: ['plan-not-ready'] }),
    status: z.int().meta({ description: 'Its HTTP status.', examples: [404] }),
    title: z.string().meta({
      description: 'What it means.',
      examples: ['The first plan of this pool is still being computed'],
    }),
    advice: z.string().meta({
      description: 'What to do.',
      examples: ['Ask again after the seconds of `Retry-After`.'],
    }),
  })
  .meta({ id: 'ProblemExplanation', description: 'What a problem’s code means.' })

export const listProblems = defineOperation({
  id: 'listProblems',
  method: 'get',
  path: '/problems',
  summary: 'Every problem code',
  description: 'All codes a problem document may carry. A page; JSON where the request does not accept pages.',
  tags: ['Documentation'],
  scopes: [],
  responses: {
    200: {
      description: 'The codes, what each means and what to do.',
      body: html,
      mediaType: 'text/html; charset=utf-8',
      alternatives: {
        'application/json': z
          .strictObject({ items: z.array(explanation).meta({ description: 'A code each.' }) })
          .meta({ id: 'ProblemExplanations', description: 'What the codes of problems mean.' }),
      },
    },
  },
})

export const getProblem = defineOperation({
  id: 'getProblem',
  method: 'get',
  path: '/problems/{code}',
  summary: 'What a problem’s code means',
  description: 'The `type` of a problem document. A page; JSON where the request does not accept pages.',
  tags: ['Documentation'],
  scopes: [],
  params: z.strictObject({
    code: z
      .string()
      .regex(/^[a-z-]{1,64}$/, 'a problem’s code')
      .meta({ description: 'The code.', examples: ['plan-not-ready'] }),
  }),
  responses: {
    200: {
      description: 'What it means and what to do.',
      body: html,
      mediaType: 'text/html; charset=utf-8',
      alternatives: { 'application/json': explanation },
    },
  },
})
