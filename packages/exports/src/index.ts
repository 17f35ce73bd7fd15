export { type AppliedCell, knownBefore, knownCellsBefore, type ToldBudget } from './before.ts'
export type { EntityBefore, HeldReason } from './changes.ts'
export {
  exportForPlatform,
  exportPlain,
  type PlainExport,
  type PlatformExport,
  platformOf,
  type Told,
} from './export-plan.ts'
export type { UnmappedBudget } from './left-behind.ts'
export type { ExportSummary } from './summary.ts'
export { toldMinor } from './told-minor.ts'
export type {
  Entity,
  EntityLevel,
  FormatName,
  Line,
  PlainFormatName,
  PlanToExport,
  Platform,
  PlatformFormatName,
  Rows,
} from './types.ts'
