import { digitsOf } from './account.ts'
import { type EntityBefore, type EntityChange, entityChanges } from './changes.ts'
import { entityBudgets } from './entity-budgets.ts'
import { type GoogleAdsRequest, googleAdsApi } from './formats/google-ads-api.ts'
import { googleAdsEditor } from './formats/google-ads-editor.ts'
import { type MetaRequest, meta } from './formats/meta.ts'
import { microsoftAds } from './formats/microsoft-ads.ts'
import { type PlainLine, plainCsv, plainNdjson, toPlainLine } from './formats/plain.ts'
import { leftBehind, type UnmappedBudget } from './left-behind.ts'
import { hideSmallCounts } from './small-counts.ts'
import { type ExportSummary, plainSummaryOf, summaryOf } from './summary.ts'
import { toldMinor } from './told-minor.ts'
import type { Entity, FormatName, PlainFormatName, PlanToExport, Platform, PlatformFormatName, Rows } from './types.ts'

const platformFormats = {
  'google-ads-editor': googleAdsEditor,
  'google-ads-api': googleAdsApi,
  meta,
  'microsoft-ads': microsoftAds,
} as const

/** The platform a format is for; null: it is for tools of one's own. */
export function platformOf(format: FormatName): Platform | null {
  return format in platformFormats ? platformFormats[format as PlatformFormatName].platform : null
}

export interface PlatformExportOptions {
  rows: Rows
  nowMs: number
  /** All of the pool, of whatever platform and account. */
  entities: readonly Entity[]
  before: ReadonlyMap<string, EntityBefore>
  /** Budgets that the pool's files gave money, on any platform, and that no entity sets any more. */
  unmappedBudgets: readonly UnmappedBudget[]
  /** Only this account; undefined: all. */
  accountId: string | undefined
  validateOnly: boolean
}

/** What a file said of a budget: the next file is compared with it. */
export interface Told {
  entityId: string
  budgetKey: string
  dailyBudgetMinor: number
}

export interface PlatformExport {
  /** Text of a CSV file, or requests to send. */
  content: string | GoogleAdsRequest[] | MetaRequest[]
  told: Told[]
  summary: ExportSummary
}

/**
 * A plan as a file for a platform, or why there is none: the format is for one account and the entities are in several, or it is
 * not known how the platform counts the currency.
 * @throws where the file would not add up to the plan
 */
export function exportForPlatform(
  plan: PlanToExport,
  format: PlatformFormatName,
  { entities, accountId, unmappedBudgets, ...options }: PlatformExportOptions,
): PlatformExport | 'several_accounts' | 'unknown_currency' {
  const { platform, isOneAccount, refuse, write, ...rules } = platformFormats[format]
  const stepMinor = rules.stepMinor(plan)
  if (stepMinor === undefined) return 'unknown_currency'
  const own = entities.filter(
    (entity) =>
      entity.platform === platform && (accountId === undefined || digitsOf(entity.accountId) === digitsOf(accountId)),
  )
  if (isOneAccount && new Set(own.map((entity) => digitsOf(entity.accountId))).size > 1) return 'several_accounts'
  const { amounts, unmapped, removedDailyMinor } = entityBudgets(plan, entities)
  const changes = entityChanges(plan, amounts, own, { ...options, refuse, stepMinor })
  const written = changes.filter(({ outcome }) => outcome === 'written')
  return {
    content: write(written, { exponent: plan.exponent, stepMinor, validateOnly: options.validateOnly }),
    told: written.map(({ entity, dailyBudgetMinor }) => ({
      entityId: entity.id,
      budgetKey: entity.budgetKey,
      dailyBudgetMinor,
    })),
    summary: summaryOf(plan, {
      format,
      rows: options.rows,
      changes,
      elsewhereDailyMinor: elsewhere(amounts, changes),
      unmapped,
      removedDailyMinor,
      leftBehind: leftBehind(entities, unmappedBudgets, { platform, accountId, amounts, before: options.before }),
    }),
  }
}

/** The amount of entities on other platforms or accounts. */
function elsewhere(amounts: ReadonlyMap<string, number>, changes: readonly EntityChange[]): number {
  const own = new Set(changes.map(({ entity }) => entity.id))
  return [...amounts].reduce((total, [id, minor]) => total + (own.has(id) ? 0 : minor), 0)
}

export interface PlainExportOptions {
  rows: Rows
  /** Budgets by cell as applied or exported before; undefined: never. */
  before: ReadonlyMap<string, number> | undefined
  /** Whether waiting lists of 1 to 10 people are shown. */
  showSmallCounts: boolean
}

export interface PlainExport {
  content: string | PlainLine[]
  summary: ExportSummary
}

/** A plan for tools of one's own, a row a cell in the plan's order. @throws where the rows do not add up to the plan */
export function exportPlain(
  plan: PlanToExport,
  format: PlainFormatName,
  { rows, before, showSmallCounts }: PlainExportOptions,
): PlainExport {
  const isWanted = (line: PlanToExport['lines'][number]) =>
    rows === 'all' || before?.get(line.cellId) !== toldMinor(line)
  const safe = showSmallCounts
    ? plan.lines.map((line) => ({ ...line, isSmallCountHidden: false }))
    : hideSmallCounts(plan.lines)
  const written = safe.filter(isWanted)
  const lines = written.map(toPlainLine)
  const summary = plainSummaryOf(plan, { format, rows, written })
  if (format === 'json') return { content: lines, summary }
  return { content: format === 'csv' ? plainCsv(plan, lines) : plainNdjson(lines, summary), summary }
}
