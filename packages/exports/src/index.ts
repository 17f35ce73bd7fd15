export { type AppliedCell, knownBefore, knownCellsBefore, type ToldEntity } from './before.ts'
export type { EntityBefore, HeldReason } from './changes.ts'
export {
  exportForPlatform,
  exportPlain,
  type PlainExport,
  type PlatformExport,
  platformOf,
  type Told,
} from './export-plan.ts'
export { hideSmallCounts } from './small-counts.ts'
export { isWhole } from './split.ts'
export type { ExportSummary } from './summary.ts'
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
