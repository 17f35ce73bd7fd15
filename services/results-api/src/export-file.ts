import { exportForPlatform, exportPlain, type FormatName, type PlatformFormatName, platformOf } from '@sluice/exports'
import type { ExportSource } from './export-source.ts'
import { accountNeeded, currencyUnknown } from './refusals.ts'

export interface AskedFile {
  rows: 'changed' | 'all'
  accountId?: string | undefined
  validateOnly?: boolean
  nowMs: number
}

/**
 * Makes the file and its summary.
 * @throws Problem invalid-request where an account has to be named; configuration-conflict where it is not known how the platform
 * counts the pool's currency
 */
export function makeFile(source: ExportSource, format: FormatName, { rows, ...asked }: AskedFile) {
  if (!isForPlatform(format)) {
    const options = { rows, before: source.cellsBefore, showSmallCounts: source.showsSmallCounts }
    return { kind: 'plain' as const, told: [], ...exportPlain(source.plan, format, options) }
  }
  const made = exportForPlatform(source.plan, format, {
    rows,
    nowMs: asked.nowMs,
    entities: source.entities,
    before: source.before,
    unmappedBudgets: source.unmappedBudgets,
    accountId: asked.accountId,
    validateOnly: asked.validateOnly ?? false,
  })
  if (made === 'several_accounts') throw accountNeeded()
  if (made === 'unknown_currency') throw currencyUnknown(source.plan.currency)
  return { kind: 'platform' as const, ...made }
}

function isForPlatform(format: FormatName): format is PlatformFormatName {
  return platformOf(format) !== null
}
