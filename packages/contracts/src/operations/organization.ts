import { z } from 'zod'
import { requestIdHeader } from '../headers.ts'
import { defineOperation } from '../operation.ts'
import { organization } from '../organization.ts'
import { configVersion, mayRead } from './configuration.ts'

export const getOrganization = defineOperation({
  id: 'getOrganization',
  method: 'get',
  path: '/v1/organization',
  summary: 'The organization of the key',
  description:
    'The organization whose configuration this key reads and writes. Organizations are made on the command line: sluice organization create.',
  tags: ['Configuration'],
  scopes: mayRead,
  responses: {
    200: {
      description: 'The organization.',
      body: organization.safeExtend({ configVersion }).meta({
        id: 'ConfiguredOrganization',
        description: 'The organization and how often its configuration changed.',
      }),
      headers: z.strictObject({ 'x-request-id': requestIdHeader }),
    },
  },
})
