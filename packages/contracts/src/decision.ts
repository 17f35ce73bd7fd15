import { z } from 'zod'
import { instant } from './calendar.ts'
import { displayName, identifier } from './identifier.ts'
import { amountMinor } from './money.ts'

/**
 * Why something was decided. A list and no free text: what people write beside a clinic's budget sooner or later names a
 * patient.
 */
export const decisionReason = z
  .enum([
    'as_proposed',
    'opening_campaign',
    'seasonal',
    'budget_review',
    'brand_safety',
    'local_knowledge',
    'wrong_data',
    'too_large',
    'too_early',
    'other',
  ])
  .meta({ description: 'Why. There is no free text, so that no patient is named in it.', examples: ['budget_review'] })

const decidedBy = displayName
  .nullable()
  .default(null)
  .meta({ description: 'The person who decides, for the history; null: only the key is noted.', examples: ['ana'] })

const cellIds = z
  .array(identifier.meta({ description: 'A cell of the plan.', examples: ['smyrna-orthodontics'] }))
  .min(1)
  .max(50_000)
  .nullable()
  .default(null)
  .meta({
    description:
      'Only these cells; null: everything in the plan that is not in force, except rejected amounts. To approve those, name their cells.',
    examples: [null],
  })

/** POST /v1/pools/{poolId}/plans/{number}/decisions */
export const decisionBody = z
  .strictObject({
    decision: z.enum(['approve', 'reject']).meta({
      description:
        'approve: these amounts come into force. reject: they do not, and the same amounts will not wait for approval again.',
      examples: ['approve'],
    }),
    cellIds,
    reason: decisionReason.default('as_proposed'),
    decidedBy,
  })
  .meta({ id: 'Decision', description: 'What is decided about a plan.', examples: [{ decision: 'approve' }] })

const until = instant.nullable().default(null)

/** PUT /v1/pools/{poolId}/cells/{cellId}/override */
export const overrideBody = z
  .strictObject({
    kind: z.enum(['fixed', 'minimum', 'maximum', 'pause']).meta({
      description: 'fixed, minimum, maximum: the budget is exactly, at least or at most this. pause: nothing is spent.',
      examples: ['fixed'],
    }),
    dailyBudgetMinor: amountMinor.default(0).meta({
      description: 'The amount; for a pause 0 or left out.',
      'x-unit': 'minor units of the pool’s currency a day',
      examples: [30_000],
    }),
    expiresAt: until.meta({
      description: 'Until when; null: until it is taken back. After that the plan is computed anew by itself.',
      examples: ['2026-12-24T00:00:00Z'],
    }),
    reason: decisionReason,
    decidedBy,
  })
  .refine(({ kind, dailyBudgetMinor }) => (kind === 'pause') === (dailyBudgetMinor === 0), {
    path: ['dailyBudgetMinor'],
    message: 'above 0, and 0 or left out of a pause',
  })
  .meta({ id: 'Override', description: 'A person’s decision about one cell’s budget.' })

/** POST /v1/pools/{poolId}/undo */
export const undoBody = z
  .strictObject({
    planNumber: z
      .int()
      .min(1)
      .optional()
      .meta({
        description: 'Go back to what was last in force under this plan. Either this or `effectiveRevision`.',
        examples: [16],
      }),
    effectiveRevision: z
      .int()
      .min(1)
      .optional()
      .meta({
        description:
          'Go back to what was in force under this number. To undo an approval, name the number before the one it answered.',
        examples: [20],
      }),
    until: until.meta({
      description: 'How long every cell stays there; null: until the end of the pool’s next local day.',
      examples: ['2026-11-28T05:00:00Z'],
    }),
    reason: decisionReason,
    decidedBy,
  })
  .refine(({ planNumber, effectiveRevision }) => (planNumber === undefined) !== (effectiveRevision === undefined), {
    path: ['planNumber'],
    message: 'either this or `effectiveRevision`',
  })
  .meta({
    id: 'Undo',
    description: 'Where to go back to.',
    examples: [{ planNumber: 16, reason: 'wrong_data' }],
  })

/** PUT /v1/pools/{poolId}/cells/{cellId}/message */
export const messageBody = z
  .strictObject({
    messageId: identifier.meta({
      description: 'The message the campaign may run, by the id your tools know it by.',
      examples: ['aligners-2026-a'],
    }),
    decidedBy,
  })
  .meta({ id: 'MessageApproval', description: 'The approved message of a cell’s campaign.' })

const appliedItem = z.strictObject({
  cellId: identifier.meta({ description: 'The cell.', examples: ['smyrna-orthodontics'] }),
  dailyBudgetMinor: amountMinor.meta({
    description: 'What was really set; 0: the campaign is paused.',
    'x-unit': 'minor units of the pool’s currency a day',
    examples: [4_200],
  }),
  appliedAt: instant.meta({
    description: 'When it was set: not before the plan was computed, at most 5 minutes ahead of our clock.',
    examples: ['2026-11-22T09:04:11Z'],
  }),
})

/** POST /v1/pools/{poolId}/plans/{number}/applied */
export const appliedBody = z
  .strictObject({
    items: z
      .array(appliedItem)
      .min(1)
      .max(50_000)
      .meta({ description: 'Only the cells that were set; the rest may follow.' }),
    corrects: z
      .boolean()
      .default(false)
      .meta({
        description:
          'true: where a cell and moment was reported before, this amount replaces that one. false: another amount is refused.',
        examples: [false],
      }),
  })
  .meta({ id: 'AppliedReport', description: 'What a tool really set.' })

const revision = z
  .int()
  .min(1)
  .nullable()
  .meta({
    description:
      'The latest plan has it once `Sluice-Computed-Revision` is at least this; null: it was like this already, and nothing changed.',
    examples: [43],
  })
const decisionId = z
  .int()
  .min(1)
  .nullable()
  .meta({
    description: 'Its number in the pool’s history of decisions; null: it was like this already.',
    examples: [8],
  })

/** What a decision about a plan answers. */
export const decided = z
  .strictObject({
    decisionId,
    effectiveRevision: z
      .int()
      .min(1)
      .meta({ description: 'The number of what is in force now; the plan in force has the same.', examples: [22] }),
    waitingCells: z
      .int()
      .min(0)
      .meta({ description: 'Cells whose new amount still waits for a decision.', examples: [3] }),
    leftRejectedCellIds: z
      .array(identifier.meta({ description: 'The cell.', examples: ['smyrna-orthodontics'] }))
      .meta({
        description:
          'Cells that an approval of the whole plan left out because their amount was rejected; to approve them, name them.',
      }),
    alreadyInForceCellIds: z
      .array(identifier.meta({ description: 'The cell.', examples: ['decatur-orthodontics'] }))
      .meta({
        description:
          'Cells that a rejection of the whole plan left as they are because their new amount is in force already; an undo or an override takes that back. Cells whose amount the plan does not change are not among them.',
      }),
    revision,
  })
  .meta({ id: 'Decided', description: 'What a decision did.' })

/** What a decision answers that the next plan has. */
export const requested = z
  .strictObject({ decisionId, revision })
  .meta({ id: 'DecisionRequested', description: 'A decision that the next plan will contain.' })

/** Whether the latest plan's amount for a cell is in force. */
export const standing = z.enum(['in_force', 'awaiting_approval', 'awaiting_money', 'rejected']).meta({
  description: 'in_force: the recommended amount is in force. Otherwise the reason why it is not.',
  examples: ['awaiting_approval'],
})

/** How a cell stands with the plan that comes next. */
const nextStanding = z.strictObject({
  standing,
  dailyBudgetMinor: z
    .int()
    .min(0)
    .meta({
      description: 'What will be in force.',
      'x-unit': 'minor units of the pool’s currency a day',
      examples: [30_000],
    }),
  proposedDailyBudgetMinor: z
    .int()
    .min(0)
    .meta({
      description: 'The cell’s amount in the next plan; a full clinic stays at its floor.',
      'x-unit': 'minor units of the pool’s currency a day',
      examples: [30_000],
    }),
  currency: z.string().meta({ description: 'ISO 4217, of every amount.', examples: ['USD'] }),
  reasons: z.array(z.string().meta({ description: 'A reason.', examples: ['locked'] })).meta({
    description:
      'What binds that amount, as in the plan’s line: `locked` is the decision itself, `no_headroom` or `maximum` is why the amount is another.',
    examples: [['locked']],
  }),
})

const nextMissing = z
  .enum(['not_in_time', 'too_many_questions', 'failed'])
  .nullable()
  .meta({
    description:
      'Why `next` is null; the decision stands all the same. `not_in_time`: it took longer than 15 seconds. `too_many_questions`: too many questions are waiting. `failed`: the log of the service says why. null: nothing is missing.',
    examples: [null],
  })
export type NextMissing = NonNullable<z.output<typeof nextMissing>>

/** What an override answers. */
export const overridden = z
  .strictObject({
    decisionId,
    revision,
    next: nextStanding.nullable().meta({
      description:
        'How the cell will stand with the next plan, if nothing else happens meanwhile: `awaiting_money` where other cells still have the money for a rise. null: not known, for the reason in `nextMissing`; GET /v1/pools/{poolId}/budgets has it with the next plan.',
    }),
    nextMissing,
  })
  .meta({ id: 'Overridden', description: 'An override that the next plan will contain.' })

const standingAfterUndo = nextStanding
  .safeExtend({
    cellId: identifier.meta({ description: 'The cell.', examples: ['smyrna-orthodontics'] }),
    pinnedDailyBudgetMinor: z
      .int()
      .min(0)
      .meta({
        description: 'What it had under that plan; 0: it is paused.',
        'x-unit': 'minor units of the pool’s currency a day',
        examples: [30_000],
      }),
    appliedDailyBudgetMinor: z
      .int()
      .min(0)
      .nullable()
      .meta({
        description: 'What a tool last reported as set; null: nothing was reported.',
        'x-unit': 'minor units of the pool’s currency a day',
        examples: [4_200],
      }),
  })
  .meta({ id: 'StandingAfterUndo', description: 'How a cell will stand with the plan after an undo.' })

export const undone = z
  .strictObject({
    decisionId,
    revision,
    until: instant.meta({ description: 'How long the cells stay there.', examples: ['2026-11-24T05:00:00Z'] }),
    cells: z
      .int()
      .min(0)
      .meta({ description: 'How many cells were pinned.', examples: [140] }),
    changedCells: z
      .int()
      .min(0)
      .meta({
        description:
          'How many of these cells get a different amount from the one in force when you decided; 0: nothing changes.',
        examples: [12],
      }),
    next: z.array(standingAfterUndo).nullable().meta({
      description:
        'How each of them will stand with the next plan, if nothing else happens meanwhile, by id: a full clinic stays at its floor, and what the pool cannot pay waits. null: not known, for the reason in `nextMissing`; GET /v1/pools/{poolId}/budgets has it with the next plan.',
    }),
    nextMissing,
  })
  .meta({ id: 'Undone', description: 'What an undo did.' })

export const applied = z
  .strictObject({
    accepted: z
      .int()
      .min(0)
      .meta({
        description: 'Reports that were new or corrected an earlier one; the others were repeats.',
        examples: [12],
      }),
    revision,
  })
  .meta({ id: 'Applied', description: 'What a report of applied budgets did.' })

const said = {
  dailyBudgetMinor: z
    .int()
    .min(0)
    .meta({
      description: 'What was reported as set; 0: the campaign is paused.',
      'x-unit': 'minor units of the pool’s currency a day',
      examples: [4_200],
    }),
  planNumber: z
    .int()
    .min(1)
    .meta({ description: 'The plan it was reported on.', examples: [17] }),
  author: z.string().meta({ description: 'The key that reported it.', examples: ['k7f3Q2x'] }),
  reportedAt: instant.meta({ description: 'When it was reported.', examples: ['2026-11-22T09:04:12.000000Z'] }),
}

/** A line of GET /v1/pools/{poolId}/applied */
export const notedApplied = z
  .strictObject({
    cellId: identifier.meta({ description: 'The cell.', examples: ['smyrna-orthodontics'] }),
    appliedAt: instant.meta({
      description: 'When it was set. To correct the report, send this very moment.',
      examples: ['2026-11-22T09:04:11.000000Z'],
    }),
    ...said,
    currency: z.string().meta({ description: 'ISO 4217, of its amounts: the pool’s.', examples: ['USD'] }),
    replaced: z
      .array(
        z
          .strictObject(said)
          .meta({ id: 'ReplacedReport', description: 'What was reported before for this cell and moment.' }),
      )
      .meta({ description: 'Earlier reports of this cell and moment that were corrected, newest first.' }),
  })
  .meta({ id: 'NotedApplied', description: 'What a tool reported as set, as it counts now, and what it corrected.' })

const minorOrNull = (description: string) =>
  z
    .int()
    .min(0)
    .nullable()
    .meta({ description, 'x-unit': 'minor units of the pool’s currency a day', examples: [4_200] })

/** A line of GET /v1/pools/{poolId}/decisions */
export const notedDecision = z
  .strictObject({
    id: z
      .int()
      .min(1)
      .meta({ description: 'Counts the decisions of the pool.', examples: [8] }),
    kind: z
      .enum(['approve', 'reject', 'override', 'override_removed', 'undo', 'undo_removed', 'message', 'message_removed'])
      .meta({
        description: 'What was decided. `message_removed` also where the cell was removed or moved.',
        examples: ['approve'],
      }),
    planNumber: z
      .int()
      .min(1)
      .nullable()
      .meta({ description: 'The plan; null: none in particular.', examples: [17] }),
    cells: z
      .array(
        z.strictObject({
          cellId: identifier.meta({ description: 'The cell.', examples: ['smyrna-orthodontics'] }),
          dailyBudgetMinor: minorOrNull('The amount that was decided on; null: none.'),
          beforeMinor: minorOrNull('What was in force until then; null: not noted.'),
        }),
      )
      .meta({ description: 'Cells it is about.' }),
    messageId: identifier.nullable().meta({
      description:
        'For `message` and `message_removed`: the message. null: there is none, or the decision is from before messages were noted.',
      examples: ['aligners-2026-a'],
    }),
    reason: z
      .string()
      .nullable()
      .meta({ description: 'Why; null: this kind of decision has no reason.', examples: ['budget_review'] }),
    author: z.string().meta({ description: 'The key that decided.', examples: ['k7f3Q2x'] }),
    authorName: z
      .string()
      .nullable()
      .meta({ description: 'What that key is called; null: it is no longer known.', examples: ['approver'] }),
    decidedBy: z
      .string()
      .nullable()
      .meta({ description: 'The person behind it, where named.', examples: ['ana'] }),
    decidedAt: instant.meta({ description: 'When.', examples: ['2026-11-22T09:03:00.000Z'] }),
  })
  .meta({ id: 'NotedDecision', description: 'A decision of the pool’s history.' })
