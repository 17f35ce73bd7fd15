import { z } from 'zod'
import { cellBudget } from '../budget.ts'
import {
  applied,
  appliedBody,
  decided,
  decisionBody,
  messageBody,
  notedApplied,
  notedDecision,
  overridden,
  overrideBody,
  requested,
  undoBody,
  undone,
} from '../decision.ts'
import { requestIdHeader } from '../headers.ts'
import { identifier } from '../identifier.ts'
import { integerText } from '../integer-text.ts'
import { pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { pageRequestHeaders, pageResponses } from './configuration.ts'
import { planNumber, poolId } from './plans.ts'

const tags = ['Decisions']
const scopes = ['plans:decide'] as const
const headers = z.strictObject({ 'x-request-id': requestIdHeader })
const planParams = z.strictObject({ poolId, number: planNumber })
const cellParams = z.strictObject({
  poolId,
  cellId: identifier.meta({ description: 'The cell.', examples: ['smyrna-orthodontics'] }),
})
const ofPool = { tags, scopes, params: z.strictObject({ poolId }) } as const
const ofPlan = { tags, scopes, params: planParams } as const
const ofCell = { tags, scopes, params: cellParams } as const
const noneIsLeft = (what: string) => ({ 200: { description: `No ${what} is left.`, body: requested, headers } })
/** 50,000 ids or reports take up to 8 MB. */
const LONG_LIST = 16 * 1_048_576

export const postDecision = defineOperation({
  id: 'postDecision',
  method: 'post',
  path: '/v1/pools/{poolId}/plans/{number}/decisions',
  summary: 'Approve or reject a plan, or a part of it',
  description:
    'What is approved is in force with this answer. 412 `approval-outdated` only where an amount you decide on differs in the latest plan, or its cell has another location, service line or channel by now; other cells may have changed. 409 `approval-not-funded` where other cells, whose cuts still wait, have the money for an approved rise; `already-in-force` where what you reject is in force. An approval without `cellIds` leaves out amounts that were rejected, and says which. A repeat changes nothing.',
  ...ofPlan,
  body: { 'application/json': decisionBody },
  bodyLimit: LONG_LIST,
  responses: { 200: { description: 'The decision, and what still waits.', body: decided, headers } },
})

export const listDecisions = defineOperation({
  id: 'listDecisions',
  method: 'get',
  path: '/v1/pools/{poolId}/decisions',
  summary: 'History of decisions',
  description: 'Newest first: approvals, refusals, overrides, undos and approved messages. Nothing is ever removed.',
  ...ofPool,
  scopes: ['plans:read'],
  query: z.strictObject({
    planNumber: integerText({
      description: 'Only decisions on this plan.',
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      example: 17,
    }).optional(),
    ...pageQuery,
  }),
  requestHeaders: pageRequestHeaders,
  responses: pageResponses('DecisionList', notedDecision),
})

export const putOverride = defineOperation({
  id: 'putOverride',
  method: 'put',
  path: '/v1/pools/{poolId}/cells/{cellId}/override',
  summary: 'Override a cell’s budget',
  description:
    'Fixed, at least, at most, or paused. The next plan has it, and what is said here needs no further approval. It takes precedence over the lock of the cell’s configuration, which holds again when the override expires. `next` says whether the money for it is there. A full clinic stays at its floor, and maximums hold.',
  ...ofCell,
  body: { 'application/json': overrideBody },
  responses: { 200: { description: 'The override is noted; the next plan has it.', body: overridden, headers } },
})

export const deleteOverride = defineOperation({
  id: 'deleteOverride',
  method: 'delete',
  path: '/v1/pools/{poolId}/cells/{cellId}/override',
  summary: 'Take an override back',
  description: 'The next plan decides about the cell again. Where there was no override, nothing changes.',
  ...ofCell,
  responses: noneIsLeft('override'),
})

export const postUndo = defineOperation({
  id: 'postUndo',
  method: 'post',
  path: '/v1/pools/{poolId}/undo',
  summary: 'Go back to what was in force',
  description:
    'Every cell is pinned to what it had under that plan, or under that `effectiveRevision`, until the end of the next local day unless `until` says otherwise. To undo an approval, or a part of one, name the `effectiveRevision` before the one it answered. What comes is a new plan, which the next event does not revert. A full clinic stays at its floor, and today’s money of the pool is not exceeded. 409 `nothing-to-undo` where none of those cells exists any more. A repeat is noted as another decision and pins the same.',
  ...ofPool,
  body: { 'application/json': undoBody },
  responses: { 200: { description: 'The undo is noted; the next plan goes back.', body: undone, headers } },
})

export const deleteUndo = defineOperation({
  id: 'deleteUndo',
  method: 'delete',
  path: '/v1/pools/{poolId}/undo',
  summary: 'End an undo before its time',
  description: 'The pins of the last undo are removed; the next plan decides again.',
  ...ofPool,
  responses: { 200: { description: 'No undo is in force any more.', body: requested, headers } },
})

export const putMessage = defineOperation({
  id: 'putMessage',
  method: 'put',
  path: '/v1/pools/{poolId}/cells/{cellId}/message',
  summary: 'Approve the message of a cell’s campaign',
  description:
    'Where the policy sets `decisions.requireApprovedMessage`, only cells with one may rise. The approval is for the cell’s place: once the cell is removed or moved, it has none.',
  ...ofCell,
  body: { 'application/json': messageBody },
  responses: { 200: { description: 'The message is approved.', body: requested, headers } },
})

export const deleteMessage = defineOperation({
  id: 'deleteMessage',
  method: 'delete',
  path: '/v1/pools/{poolId}/cells/{cellId}/message',
  summary: 'Take the approval of a message back',
  description: 'The cell keeps its budget, and does not rise where the policy requires an approved message.',
  ...ofCell,
  responses: noneIsLeft('approved message'),
})

export const listBudgets = defineOperation({
  id: 'listBudgets',
  method: 'get',
  path: '/v1/pools/{poolId}/budgets',
  summary: 'Budgets cell by cell: recommended, in force, applied and spent',
  description:
    'In the order of the cells’ ids. All pages are of the same state of what is in force, which the cursor holds. Spend is what was reported, in the pool’s currency and time zone.',
  ...ofPool,
  scopes: ['plans:read'],
  query: z.strictObject({
    locationId: identifier.optional().meta({ description: 'Only this clinic.', examples: ['smyrna'] }),
    serviceLine: identifier.optional().meta({ description: 'Only this kind of care.', examples: ['orthodontics'] }),
    standing: cellBudget.shape.standing.optional().meta({
      description: 'Only cells with this standing.',
      examples: ['awaiting_approval'],
    }),
    ...pageQuery,
  }),
  requestHeaders: pageRequestHeaders,
  responses: pageResponses('CellBudgetList', cellBudget),
})

export const postApplied = defineOperation({
  id: 'postApplied',
  method: 'post',
  path: '/v1/pools/{poolId}/plans/{number}/applied',
  summary: 'Report what was really set',
  description:
    'Ramps count from it, and so does the money of days whose spend nobody reports. Report in parts and repeat as you like: a repeat changes nothing. The first amount of a cell and moment is kept (409 `applied-conflict`) unless the report `corrects` it. An amount of more than ten times the cell’s baseline and more than its pool has for a day is refused (422 `applied-implausible`). So is a report whose amounts together are more than ten times both the pool’s baselines and what it has for a day, and a moment before the plan was computed.',
  ...ofPlan,
  scopes: ['events:write', 'exports:write', 'plans:decide'],
  body: { 'application/json': appliedBody },
  bodyLimit: LONG_LIST,
  responses: { 200: { description: 'The report is noted.', body: applied, headers } },
})

export const listApplied = defineOperation({
  id: 'listApplied',
  method: 'get',
  path: '/v1/pools/{poolId}/applied',
  summary: 'What tools said they set',
  description:
    'Newest moment first, each with the amount that counts. Amounts it corrected are kept beside it, with key and time.',
  ...ofPool,
  scopes: ['plans:read'],
  query: z.strictObject({
    cellId: identifier.optional().meta({ description: 'Only of this cell.', examples: ['smyrna-orthodontics'] }),
    ...pageQuery,
  }),
  requestHeaders: pageRequestHeaders,
  responses: pageResponses('AppliedList', notedApplied),
})
