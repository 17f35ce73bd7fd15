import { z } from 'zod'
import { instant } from './calendar.ts'
import { eventSource } from './event-attributes.ts'
import { displayName, identifier } from './identifier.ts'
import { reportedInstant } from './instants.ts'
import { scopes } from './operation.ts'

const scopeList = z
  .array(z.enum(scopes))
  .min(1)
  .max(scopes.length)
  .meta({ description: 'What it may do.', examples: [['events:write', 'plans:read']] })

/** Bundles of scopes by the work people do; packages/auth says which. */
export const keyRoles = ['viewer', 'marketer', 'operations', 'approver', 'admin'] as const

const name = displayName.meta({ description: 'For people: what uses it.', examples: ['scheduling system'] })

const perMinute = { description: 'Requests a minute.', 'x-unit': 'requests', examples: [600] }
const perDay = {
  description:
    'Requests a day (UTC). Every event of a batch, a stream or FHIR counts as one, and so do the openings and the waiting list of a row of a spreadsheet.',
  'x-unit': 'requests',
  examples: [200_000],
}

export const newApiKey = z
  .strictObject({
    name,
    scopes: scopeList.optional(),
    role: z
      .enum(keyRoles)
      .optional()
      .meta({ description: 'Instead of scopes: a named set of them.', examples: ['operations'] }),
    expiresAt: reportedInstant.optional().meta({
      description:
        'When it ends by itself, no later than the key that makes it. Absent: together with that key, and never if that one never ends.',
      examples: ['2027-01-31T00:00:00Z'],
    }),
    limits: z
      .strictObject({
        requestsPerMinute: z.int().min(1).max(1_000_000).optional().meta(perMinute),
        requestsPerDay: z.int().min(1).max(1_000_000_000).optional().meta(perDay),
      })
      .optional()
      .meta({
        description:
          'Limits of its own, at most those of the key that makes it. Absent: the same as those. Each key is counted separately.',
        examples: [{ requestsPerMinute: 600 }],
      }),
  })
  .refine(({ scopes: list, role }) => (list === undefined) !== (role === undefined), 'either scopes or a role')
  .meta({ id: 'NewApiKey', description: 'A key to be made.' })

const moment = (description: string) => instant.nullable().meta({ description, examples: ['2026-11-25T21:30:00.000Z'] })

export const apiKey = z
  .strictObject({
    id: identifier.meta({
      description: 'Its public part, by which the audit log names it.',
      examples: ['7Yt3kP0aQz5B'],
    }),
    name,
    scopes: scopeList,
    state: z
      .enum(['in-force', 'expired', 'revoked'])
      .meta({ description: 'Whether it works.', examples: ['in-force'] }),
    createdAt: instant.meta({ description: 'When it was made.', examples: ['2026-11-25T21:30:00.000Z'] }),
    expiresAt: moment('When it ends by itself; null: never.'),
    lastUsedAt: moment('When it was used last, to about a minute; null: never.'),
    revokedAt: moment('When it was revoked; null: it was not.'),
    rotatedAt: moment('When it got its current secret; null: with the key.'),
    previousSecretUntil: moment('How long the secret before the current one works; null or past: it does not.'),
    limits: z
      .strictObject({
        requestsPerMinute: z
          .int()
          .min(0)
          .nullable()
          .meta({ ...perMinute, description: 'Requests a minute; null: the installation’s limit; 0: no limit.' }),
        requestsPerDay: z
          .int()
          .min(0)
          .nullable()
          .meta({ ...perDay, description: 'Requests a day; null: the installation’s limit; 0: no limit.' }),
      })
      .meta({ description: 'Limits of its own.', examples: [{ requestsPerMinute: 600, requestsPerDay: null }] }),
  })
  .meta({ id: 'ApiKey', description: 'A key, without its secret.' })

export type ApiKey = z.output<typeof apiKey>

export const shownApiKey = apiKey
  .safeExtend({
    token: z.string().meta({
      description: 'The key itself, for `Authorization: Bearer`. Shown this once: only a hash of it is kept.',
      examples: ['slc_7Yt3kP0aQz5B_4fJ2…'],
    }),
  })
  .meta({ id: 'ShownApiKey', description: 'A key with its secret, shown this once.' })

export const revokedApiKey = apiKey
  .safeExtend({
    sources: z.array(eventSource).meta({
      description:
        'Sources bound to it by `keyIds`: they now take events only of the other keys they name, or of none.',
      examples: [['/ehr/smyrna']],
    }),
  })
  .meta({ id: 'RevokedApiKey', description: 'A key that has ended, and the sources that were bound to it.' })

export const rotation = z
  .strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(30 * 86_400)
      .default(86_400)
      .meta({
        description: 'How long the old secret goes on working; 0: it ends at once.',
        'x-unit': 'seconds',
        examples: [86_400],
      }),
  })
  .meta({ id: 'Rotation', description: 'How a key gets another secret.' })
