import { z } from 'zod'
import { identifier } from '../identifier.ts'
import { reportedInstant } from '../instants.ts'
import { pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { pageRequestHeaders, pageResponses } from './configuration.ts'

const hash = (description: string, example: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description, examples: [example.repeat(32)] })

const actor = identifier.meta({
  description: 'Id of the key that acted, or that was refused; `owner`: the command line, with rights on the database.',
  examples: ['7Yt3kP0aQz5B'],
})
const action = identifier.meta({
  description: 'What was done: `pool.put`, `api-key.rotate`, `dashboard.login`. `request`: a request that was refused.',
  examples: ['pool.put'],
})

const auditEntry = z
  .strictObject({
    seq: z
      .int()
      .min(1)
      .meta({ description: 'Place in the organization’s chain: 1, 2, 3 … without gaps.', examples: [204] }),
    at: z.iso
      .datetime({ precision: 6 })
      .meta({ description: 'When, by the database’s clock.', examples: ['2026-11-25T21:30:00.123456Z'] }),
    actor: z.string().meta({ ...actor.meta() }),
    action: z.string().meta({ ...action.meta() }),
    object: z.string().meta({
      description: 'The id of what it was done to; for a refused request the service that refused it. Never a value.',
      examples: ['georgia'],
    }),
    outcome: z.enum(['done', 'refused']).meta({ description: 'Whether it was done.', examples: ['done'] }),
    reason: z
      .string()
      .nullable()
      .meta({
        description: 'For a refusal: the code of the problem, or why the key is not valid.',
        examples: ['forbidden'],
      }),
    times: z
      .int()
      .min(1)
      .meta({
        description: 'How often: refusals of one key for one reason make one entry a minute.',
        examples: [1],
      }),
    requestId: z
      .string()
      .nullable()
      .meta({ description: 'Id of the request that did it, as in its x-request-id.', examples: ['import-17'] }),
    prevHash: hash('Hash of the entry before; 64 zeros before the first.', '9f'),
    hash: hash('SHA-256 over `prevHash` and this entry, as docs/operations.md says.', '3c'),
  })
  .meta({ id: 'AuditEntry', description: 'Who did what to which object, chained to the entry before.' })

export const listAuditLog = defineOperation({
  id: 'listAuditLog',
  method: 'get',
  path: '/v1/audit-log',
  summary: 'Audit log: who changed what',
  description:
    'Changes of configuration and keys, decisions, logins and refusals, newest first. Entries are chained, so that a changed or removed one shows (`sluice audit verify`). New entries never shift a page.',
  tags: ['Keys'],
  scopes: ['keys:admin'],
  query: z.strictObject({
    ...pageQuery,
    actor: actor.optional(),
    action: action.optional(),
    from: reportedInstant.optional().meta({ description: 'At or after.', examples: ['2026-11-01T00:00:00Z'] }),
    until: reportedInstant.optional().meta({ description: 'Before.', examples: ['2026-12-01T00:00:00Z'] }),
  }),
  requestHeaders: pageRequestHeaders,
  responses: pageResponses('AuditLog', auditEntry),
})
