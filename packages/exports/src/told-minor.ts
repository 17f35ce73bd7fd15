import type { Line } from './types.ts'

/**
 * What a file says of a line: its amount, but nothing of a removed cell. The plan keeps that money because it is still
 * being spent; a file is what ends that.
 */
export function toldMinor({ status, recommendedDailyBudgetMinor }: Line): number {
  return status === 'removed' ? 0 : recommendedDailyBudgetMinor
}
