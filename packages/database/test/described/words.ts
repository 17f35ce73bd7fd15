import type { SelectType } from 'kysely'
import type { Schema } from '../../src/schema.ts'

type Words<Column> = Extract<SelectType<Column>, string>
/** A list of words and not any text; of a column that may be null too. */
type IsList<Column> = [Words<Column>] extends [never] ? false : string extends Words<Column> ? false : true
type ListsOf<Table> = {
  [Column in keyof Table as IsList<Table[Column]> extends true ? Column : never]: Record<Words<Table[Column]>, true>
}

/**
 * Each column that holds one of some words, with all of them: the compiler compares with schema.ts, the test with the
 * column's CHECK.
 */
export type DescribedWords = {
  [Table in keyof Schema as keyof ListsOf<Schema[Table]> extends never ? never : Table]: ListsOf<Schema[Table]>
}

const reason = {
  as_proposed: true,
  opening_campaign: true,
  seasonal: true,
  budget_review: true,
  brand_safety: true,
  local_knowledge: true,
  wrong_data: true,
  too_large: true,
  too_early: true,
  other: true,
} as const

export const words: DescribedWords = {
  audit_log: { outcome: { done: true, refused: true } },
  gate_history: { gate: { open: true, throttled: true, gated: true } },
  effective_plans: {
    status: { published: true, approved: true, partly_approved: true, proposed: true, rejected: true },
  },
  plan_decisions: {
    kind: {
      approve: true,
      reject: true,
      override: true,
      override_removed: true,
      undo: true,
      undo_removed: true,
      message: true,
      message_removed: true,
    },
    reason,
  },
  cell_overrides: {
    origin: { override: true, undo: true },
    kind: { fixed: true, minimum: true, maximum: true, pause: true },
    reason,
  },
  platform_entities: {
    platform: { google_ads: true, meta: true, microsoft_ads: true },
    level: { campaign: true, ad_set: true, shared_budget: true },
  },
  webhook_deliveries: { status: { pending: true, delivered: true, failed: true, dropped: true } },
}
