import { z } from 'zod'
import { apiKey, newApiKey, revokedApiKey, rotation, shownApiKey } from '../api-key.ts'
import { requestIdHeader } from '../headers.ts'
import { identifier } from '../identifier.ts'
import { pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { pageRequestHeaders, pageResponses } from './configuration.ts'

const keyId = identifier.meta({ description: 'The key, by its public part.', examples: ['7Yt3kP0aQz5B'] })
const params = z.strictObject({ keyId })
const headers = z.strictObject({ 'x-request-id': requestIdHeader })

export const listKeys = defineOperation({
  id: 'listKeys',
  method: 'get',
  path: '/v1/keys',
  summary: 'All keys of the organization',
  description: 'In the order of their ids, ended ones too. Never their secrets.',
  tags: ['Keys'],
  scopes: ['keys:admin'],
  query: z.strictObject(pageQuery),
  requestHeaders: pageRequestHeaders,
  responses: pageResponses('ApiKeyList', apiKey),
})

export const createKey = defineOperation({
  id: 'createKey',
  method: 'post',
  path: '/v1/keys',
  summary: 'Make a key',
  description:
    'With scopes or a role. The new key holds no scope that yours does not, and lasts no longer than yours. It is shown in this answer and in no other. A repeat makes another key: where the answer was lost, look for it in the list and revoke it.',
  tags: ['Keys'],
  scopes: ['keys:admin'],
  body: { 'application/json': newApiKey },
  responses: { 201: { description: 'The key, shown this once. It works from now on.', body: shownApiKey, headers } },
})

export const rotateKey = defineOperation({
  id: 'rotateKey',
  method: 'post',
  path: '/v1/keys/{keyId}/rotate',
  summary: 'Rotate the secret of a key',
  description:
    'Its id, name, scopes, limits and history stay. The old secret goes on working for the overlap, a day by default, so that you can change its users without a gap; one from an earlier rotation ends at once. So a repeat ends the secret in use at once: where the answer was lost, use the secret that the repeat answers. The key you ask with must hold every scope of it, be limited no more than it and end no earlier.',
  tags: ['Keys'],
  scopes: ['keys:admin'],
  params,
  body: { 'application/json': rotation },
  responses: { 200: { description: 'The new secret works from now on.', body: shownApiKey, headers } },
})

export const revokeKey = defineOperation({
  id: 'revokeKey',
  method: 'delete',
  path: '/v1/keys/{keyId}',
  summary: 'Revoke a key',
  description:
    'For good: it is refused at once by the process that answers, within 5 seconds by all others, and dashboard sessions begun with it end. The last key with keys:admin cannot be revoked. `sources` lists those bound to it. If it was revoked before, nothing changes.',
  tags: ['Keys'],
  scopes: ['keys:admin'],
  params,
  responses: { 200: { description: 'The key has ended.', body: revokedApiKey, headers } },
})
