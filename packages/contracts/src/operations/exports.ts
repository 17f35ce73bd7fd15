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
    description: 'Only this account. Formats for one account need it where the pool’s entities are in several.',
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
      'sluice-export-unmapped-minor': amountHeader('The part of the plan that no entity carries.'),
      'sluice-export-held-back-minor': amountHeader('The part that the format or the platform does not take now.'),
      'sluice-export-by-hand': z.string().meta({
        description: 'How many budgets are held back or left behind; the summary names them.',
        examples: ['0'],
      }),
      'sluice-export-above-plan-minor': amountHeader(
        'What those budgets go on spending above the plan, as far as is known.',
      ),
      'sluice-export-rounded-down-minor': amountHeader(
        'The part that lies between two of the platform’s steps or below its least budget.',
      ),
    }),
  },
} as const

const what =
  'Unless `rows=all`, only what changed: compared with what was applied or, where that is not known, with what the last file said. No file says 0: a pause is a status. Waiting lists of 1 to 10 people are left out unless the pool says otherwise. docs/exports.md explains each format.'

export const getPlanExport = defineOperation({
  id: 'getPlanExport',
  method: 'get',
  path: '/v1/pools/{poolId}/plans/{number}/exports/{format}',
  summary: 'Preview the export file of a plan',
  description: `Nothing is noted: later files are as if this one was never made. ${what}`,
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
  summary: 'Make the export file of a plan',
  description: `The file is noted as what the platform is told: the next one is compared with it, and its plan is kept for ever. A repeat gives the same rows. A file of another plan than the one in force goes back to that plan, which needs \`plans:decide\`. No body. ${what}`,
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
  summary: 'Summary of an export file',
  description:
    'What the file would have in it and what not, to the minor unit: what is unmapped, held back, rounded down or paused. Nothing is noted.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params,
  query: z.strictObject({
    rows: exportRows.default('changed'),
    accountId: accountId
      .optional()
      .meta({ description: 'Only this account, as for the file.', examples: ['123-456-7890'] }),
  }),
  responses: {
    200: {
      description: 'The summary of the file.',
      body: exportSummary,
      headers: z.strictObject({ 'cache-control': cacheControlHeader, 'x-request-id': requestIdHeader }),
    },
  },
})
