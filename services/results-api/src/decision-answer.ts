import { type Author, DecisionRefusal, type RefusalOfDecision, type Requested } from '@sluice/recompute'
import { type Principal, Problem } from '@sluice/service-kit'
import type { ResultsDeps } from './deps.ts'
import { planNotFound, planNotReady, poolNotFound, revisionNotFound } from './refusals.ts'

/** The decider, from the request and the person named in its body. */
export function authorOf(
  { principal, requestId }: { principal: Principal; requestId: string },
  { reason = null, decidedBy = null }: { reason?: Author['reason']; decidedBy?: string | null } = {},
): Author {
  return { keyId: principal.keyId, name: decidedBy, reason, requestId }
}

/**
 * Waits for a decision, and hints that its pool must be computed.
 * @throws Problem for a refusal
 */
export async function decidedIn<T extends { revision: number | null }>(
  { hints }: ResultsDeps,
  pool: { orgId: string; poolId: string },
  deciding: Promise<T>,
): Promise<T> {
  const answer = await deciding.catch(throwAsProblem)
  // Never awaited: the pool is marked already, so a lost hint only costs the sweep's second.
  if (answer.revision !== null) hints.poolIsDirty({ ...pool, revision: answer.revision })
  return answer
}

/** The body of an answer whose outcome is in the next plan. */
export function toRequested({ decisionId, revision }: Requested): Requested {
  return { decisionId, revision }
}

function throwAsProblem(error: unknown): never {
  throw error instanceof DecisionRefusal ? toProblem(error.refusal) : error
}

function toProblem(refusal: RefusalOfDecision): Problem {
  switch (refusal.kind) {
    case 'pool-not-found':
      return poolNotFound()
    case 'plan-not-found':
      return planNotFound()
    case 'revision-not-found':
      return revisionNotFound()
    case 'nothing-left':
      return new Problem(
        'nothing-to-undo',
        'No cell that had a budget then is in the pool and at its place any more; nothing was changed.',
      )
    case 'plan-not-ready':
      return planNotReady()
    case 'cells-not-found':
      return new Problem('cell-not-found', `${refusal.cellIds.length} of these cells are not of this plan or pool.`, {
        errors: refusal.cellIds.map((cellId) => ({ pointer: refusal.pointer, detail: `${cellId} is no such cell` })),
      })
    case 'outdated':
      return outdated(refusal)
    case 'moved':
      return moved(refusal)
    case 'not-funded':
      return notFunded(refusal)
    case 'already-in-force':
      return new Problem(
        'already-in-force',
        'What is to be rejected is in force, and a rejection takes nothing back: go back with an undo, to the effectiveRevision before, or override a cell.',
        {
          errors: refusal.cellIds.map((cellId) => ({
            pointer: '#/cellIds',
            detail: `the amount of ${cellId} is in force already; only one that waits is rejected`,
          })),
        },
      )
    case 'applied-conflict':
      return new Problem('applied-conflict', 'A cell and moment was reported with another amount before.', {
        errors: refusal.indexes.map((index) => ({ pointer: `#/items/${index}`, detail: 'as it was reported first' })),
      })
    case 'applied-too-early':
      return new Problem('invalid-body', 'No plan is set before it is made; nothing of the report was noted.', {
        errors: refusal.indexes.map((index) => ({
          pointer: `#/items/${index}/appliedAt`,
          detail: 'at or after the moment the plan was computed',
        })),
      })
    case 'applied-implausible':
      return new Problem('applied-implausible', 'That much is not given; nothing of the report was noted.', {
        errors:
          refusal.mostTogetherMinor === null
            ? refusal.items.map(({ index, mostMinor }) => ({
                pointer: `#/items/${index}/dailyBudgetMinor`,
                detail: `at most ${mostMinor} minor units a day`,
              }))
            : [{ pointer: '#/items', detail: `together at most ${refusal.mostTogetherMinor} minor units a day` }],
      })
  }
}

function outdated({ latestNumber, cells }: Extract<RefusalOfDecision, { kind: 'outdated' }>): Problem {
  return new Problem(
    'approval-outdated',
    `Plan ${latestNumber} proposes ${cells.length === 1 ? 'another amount for 1 cell' : `other amounts for ${cells.length} cells`}.`,
    {
      errors: cells.map(({ cellId, proposedMinor }) => ({
        pointer: '#/cellIds',
        detail:
          proposedMinor === null
            ? `${cellId} is no longer in the plan`
            : `now proposed for ${cellId}: ${proposedMinor} minor units a day`,
      })),
    },
  )
}

function moved({ latestNumber, cellIds }: Extract<RefusalOfDecision, { kind: 'moved' }>): Problem {
  const detail = `${cellIds.length === 1 ? '1 cell has' : `${cellIds.length} cells have`} another place by now than this plan says: read plan ${latestNumber}, or the next one.`
  return new Problem('approval-outdated', detail, {
    errors: cellIds.map((cellId) => ({
      pointer: '#/cellIds',
      detail: `${cellId} has another location, service line or channel`,
    })),
  })
}

function notFunded({ cellIds, missingMinor }: Extract<RefusalOfDecision, { kind: 'not-funded' }>): Problem {
  const detail = `${missingMinor} minor units a day are still with cells whose cuts are not approved.`
  return new Problem('approval-not-funded', detail, {
    errors: cellIds.map((cellId) => ({ pointer: '#/cellIds', detail: `the rise of ${cellId} is not paid for` })),
  })
}
