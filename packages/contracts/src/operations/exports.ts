import { z } from 'zod'
import { googleAdsFile, metaFile, plainFile } from '../export-files.ts'
import { exportFormat, exportRows, exportSummary } from '../export-summary.ts'
import { cacheControlHeader, requestIdHeader } from '../headers.ts'
import { defineOperation } from '../operation.ts'
import { accountId } from '../platform-entity.ts'
import { planNumber, poolId } from './plans.ts'

const number = z.union([z.literal('current'), planNumber]).meta({
  description: 'The plan’s number; `current`: the one in force.',
  // Zod leaves examples out of what is transformed.
  override: ({ jsonSchema }) => {
    jsonSchema.examples = ['current']
  },
})

const flag = (description: string) =>
  z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description, examples: ['false'] })

const params = z.strictObject({ poolId, number, format: exportFormat })
const amountHeader = (description: string) =>
  z.string().meta({ description, 'x-unit': 'minor units of currency a day', examples: ['46500'] })

const fileQuery = z.strictObject({
  rows: exportRows.default('changed'),
  accountId: accountId.optional().meta({
    description: 'Only this account; needed by formats of one account where the pool’s entities are in several.',
    examples: ['123-456-7890'],
  }),
})

const fileResponses = {
  200: {
    description: 'The file. Its totals are also in headers.',
    body: z.string().meta({ description: 'CSV.', examples: ['Campaign,Budget,Budget type,Campaign status\r\n'] }),
    mediaType: 'text/csv; charset=utf-8',
    alternatives: {
      'application/json': z
        .union([googleAdsFile, metaFile, plainFile])
        .meta({ description: 'By format: google-ads-api, meta, json.' }),
      'application/x-ndjson': z.string().meta({ description: 'NDJSON.', examples: ['{"summary":{}}\n'] }),
    },
    headers: z.strictObject({
      'content-disposition': z.string().meta({
        description: 'A name for the file.',
        examples: ['attachment; filename="georgia-17-google-ads-editor.csv"'],
      }),
      'cache-control': cacheControlHeader,
      'x-request-id': requestIdHeader,
      'sluice-plan-number': z.string().meta({ description: 'The plan it was made of.', examples: ['17'] }),
      'sluice-export-rows': z.string().meta({ description: 'Changes in the file.', examples: ['3'] }),
      'sluice-export-file-minor': amountHeader('All budgets of the file.'),
      'sluice-export-plan-minor': amountHeader('All budgets of the plan.'),
      'sluice-export-unmapped-minor': amountHeader('What of the plan no entity carries.'),
      'sluice-export-held-back-minor': amountHeader('What the format or the platform does not take now.'),
      'sluice-export-by-hand': z.string().meta({
        description: 'Budgets that are held back or left behind: the summary names them.',
        examples: ['0'],
      }),
      'sluice-export-above-plan-minor': amountHeader('What these go on with above the plan, as far as is known.'),
      'sluice-export-rounded-down-minor': amountHeader(
        'What the file leaves of the plan between two of the platform’s steps or below its least.',
      ),
    }),
  },
} as const

const what =
  'Only what changed unless `rows=all`: against what was applied or, where that is not known, what the file told that was made last. No file says 0: a pause is a status. Waiting lists of 1 to 10 people are left out unless the pool says otherwise. docs/exports.md explains each format.'

export const getPlanExport = defineOperation({
  id: 'getPlanExport',
  method: 'get',
  path: '/v1/pools/{poolId}/plans/{number}/exports/{format}',
  summary: 'A plan as the file for an advertising platform it would be',
  description: `To look at. Nothing is noted: later files are as if it was never made. ${what}`,
  tags: ['Plans'],
  scopes: ['plans:read'],
  params,
  query: fileQuery.extend({
    validateOnly: flag('true: requests ask the platform to check the changes and make none.'),
  }),
  responses: fileResponses,
})

export const exportPlan = defineOperation({
  id: 'exportPlan',
  method: 'post',
  path: '/v1/pools/{poolId}/plans/{number}/exports/{format}',
  summary: 'Make a file for an advertising platform of a plan',
  description: `To be used. The file is noted as what the platform is told, also where it is of an older plan: the next one is compared with it, and its plan is kept for ever. A repeat gives the same rows. A file of another plan than the one in force goes back to it, which needs \`plans:decide\`. No body. ${what}`,
  tags: ['Plans'],
  scopes: ['exports:write', 'plans:decide'],
  // The file is the plan, with waits, room and sentences.
  alsoScopes: ['plans:read'],
  params,
  query: fileQuery,
  responses: fileResponses,
})

export const getExportSummary = defineOperation({
  id: 'getExportSummary',
  method: 'get',
  path: '/v1/pools/{poolId}/plans/{number}/exports/{format}/summary',
  summary: 'What a file would have in it, and what not',
  description:
    'How the file comes out of the plan, to the minor unit: what is unmapped, held back, rounded down, paused. Nothing is noted.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params,
  query: z.strictObject({
    rows: exportRows.default('changed'),
    accountId: accountId
      .optional()
      .meta({ description: 'Only this account; as of the file.', examples: ['123-456-7890'] }),
  }),
  responses: {
    200: {
      description: 'The summary.',
      body: exportSummary,
      headers: z.strictObject({ 'cache-control': cacheControlHeader, 'x-request-id': requestIdHeader }),
    },
  },
})
