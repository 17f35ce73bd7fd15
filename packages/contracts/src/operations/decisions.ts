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
const thereIsNone = { 200: { description: 'There is none.', body: requested, headers } } as const
/** 50,000 ids or reports take up to 8 MB. */
const LONG_LIST = 16 * 1_048_576

export const postDecision = defineOperation({
  id: 'postDecision',
  method: 'post',
  path: '/v1/pools/{poolId}/plans/{number}/decisions',
  summary: 'Approve or reject a plan, or a part of it',
  description:
    'What is approved is in force with this answer. 412 `approval-outdated` only where an amount that is decided on differs in the latest plan, or is for a cell that has another location, service line or channel by now; other cells may have changed. 409 `approval-not-funded` where the money of an approved rise is still with cells whose cuts wait; `already-in-force` where what is rejected is in force. An approval without `cellIds` leaves out amounts that were rejected, and says which. A repeat changes nothing.',
  ...ofPlan,
  body: { 'application/json': decisionBody },
  bodyLimit: LONG_LIST,
  responses: { 200: { description: 'It is decided.', body: decided, headers } },
})

export const listDecisions = defineOperation({
  id: 'listDecisions',
  method: 'get',
  path: '/v1/pools/{poolId}/decisions',
  summary: 'Who decided what',
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
    'Fixed, at least, at most, or paused; the next plan has it, without further approval as far as what is said here. It goes before the lock of the cell’s configuration, which holds again when it expires. `next` says whether its money is there. A full clinic stays at its floor, and maximums hold.',
  ...ofCell,
  body: { 'application/json': overrideBody },
  responses: { 200: { description: 'It is noted; the next plan has it.', body: overridden, headers } },
})

export const deleteOverride = defineOperation({
  id: 'deleteOverride',
  method: 'delete',
  path: '/v1/pools/{poolId}/cells/{cellId}/override',
  summary: 'Take an override back',
  description: 'The next plan decides about the cell again. There was none: nothing changes.',
  ...ofCell,
  responses: thereIsNone,
})

export const postUndo = defineOperation({
  id: 'postUndo',
  method: 'post',
  path: '/v1/pools/{poolId}/undo',
  summary: 'Go back to what was in force',
  description:
    'As a new plan that the next event does not revert: every cell is pinned to what it had under that plan, or under that `effectiveRevision` (an approval, or a part of one, is undone by the number before it), until the end of the next local day unless said otherwise. What is full stays at its floor, and the pool’s amount of today holds. 409 `nothing-to-undo` where none of those cells is there any more. A repeat is noted as another decision and pins the same.',
  ...ofPool,
  body: { 'application/json': undoBody },
  responses: { 200: { description: 'The next plan is that of then.', body: undone, headers } },
})

export const deleteUndo = defineOperation({
  id: 'deleteUndo',
  method: 'delete',
  path: '/v1/pools/{poolId}/undo',
  summary: 'End an undo before its time',
  description: 'The pins of the last undo go; the next plan decides again.',
  ...ofPool,
  responses: { 200: { description: 'There are no pins.', body: requested, headers } },
})

export const putMessage = defineOperation({
  id: 'putMessage',
  method: 'put',
  path: '/v1/pools/{poolId}/cells/{cellId}/message',
  summary: 'Approve the message of a cell’s campaign',
  description:
    'Where the policy sets `decisions.requireApprovedMessage`, only cells with one may rise. It is for the cell’s place: removed or moved, the cell has none.',
  ...ofCell,
  body: { 'application/json': messageBody },
  responses: { 200: { description: 'It is approved.', body: requested, headers } },
})

export const deleteMessage = defineOperation({
  id: 'deleteMessage',
  method: 'delete',
  path: '/v1/pools/{poolId}/cells/{cellId}/message',
  summary: 'Take the approval of a message back',
  description: 'The cell keeps its budget and does not rise where the policy asks for an approved message.',
  ...ofCell,
  responses: thereIsNone,
})

export const listBudgets = defineOperation({
  id: 'listBudgets',
  method: 'get',
  path: '/v1/pools/{poolId}/budgets',
  summary: 'Recommended, in force, applied and spent, cell by cell',
  description:
    'In order of the cells’ ids. All pages speak of the same numbers in force: the cursor holds which. Spend is what was reported, in the pool’s currency and zone.',
  ...ofPool,
  scopes: ['plans:read'],
  query: z.strictObject({
    locationId: identifier.optional().meta({ description: 'Only this clinic.', examples: ['smyrna'] }),
    serviceLine: identifier.optional().meta({ description: 'Only this kind of care.', examples: ['orthodontics'] }),
    standing: cellBudget.shape.standing.optional().meta({
      description: 'Only cells that stand so.',
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
    'Ramps count from it, and so does the money of days whose spend nobody reports. In parts and repeated as you like: a repeat changes nothing; a moment of a cell keeps its first amount (409 `applied-conflict`) unless the report `corrects` it. More than ten times the cell’s baseline and more than its pool has for a day is refused (422 `applied-implausible`), so are amounts of a report that together are more than ten times both the pool’s baselines and what it has for a day, and so is a moment before the plan was computed.',
  ...ofPlan,
  scopes: ['events:write', 'exports:write', 'plans:decide'],
  body: { 'application/json': appliedBody },
  bodyLimit: LONG_LIST,
  responses: { 200: { description: 'It is noted.', body: applied, headers } },
})

export const listApplied = defineOperation({
  id: 'listApplied',
  method: 'get',
  path: '/v1/pools/{poolId}/applied',
  summary: 'What tools said they set',
  description:
    'The newest moment first, each with the amount that counts; what it corrected is kept beside it: which amount, by which key, when.',
  ...ofPool,
  scopes: ['plans:read'],
  query: z.strictObject({
    cellId: identifier.optional().meta({ description: 'Only of this cell.', examples: ['smyrna-orthodontics'] }),
    ...pageQuery,
  }),
  requestHeaders: pageRequestHeaders,
  responses: pageResponses('AppliedList', notedApplied),
})
