/** Where the period will end if spending goes on like this. */
export interface Projection {
  /** By the mean of recent reported days, or by what is in force where too few are reported. */
  basis: 'trend' | 'plan'
  /** The daily spend that is assumed to go on, minor units. */
  dailyMinor: number
  endMinor: number
  /** 80 % of periods end between these, if days are alike and independent; null: no days to tell from. */
  lowMinor: number | null
  highMinor: number | null
  /** Days it rests on. */
  days: number
}

/** Fewer days have no deviation worth the name. */
const fewestDays = 3
/** Two weeks: every day of the week twice. */
export const mostDays = 14
/** 80 % of a normal distribution lie within this many deviations of its mean. */
const within80 = 1.2816

/**
 * The end of the period [P3, P4]. `recent` are the spends of the last fully reported days, oldest first; of more than 14 the
 * last count.
 */
export function projectionOf(
  spentMinor: number,
  daysLeft: number,
  recent: readonly number[],
  inForceMinor: number,
): Projection {
  const days = recent.slice(-mostDays)
  if (days.length < fewestDays) {
    const endMinor = spentMinor + daysLeft * inForceMinor
    return { basis: 'plan', dailyMinor: inForceMinor, endMinor, lowMinor: null, highMinor: null, days: days.length }
  }
  const n = days.length
  const mean = days.reduce((sum, minor) => sum + minor, 0) / n
  const variance = days.reduce((sum, minor) => sum + (minor - mean) * (minor - mean), 0) / (n - 1)
  const half = within80 * Math.sqrt(variance * (daysLeft + (daysLeft * daysLeft) / n))
  const end = spentMinor + daysLeft * mean
  return {
    basis: 'trend',
    dailyMinor: Math.round(mean),
    endMinor: Math.round(end),
    lowMinor: Math.round(Math.max(spentMinor, end - half)),
    highMinor: Math.round(end + half),
    days: n,
  }
}
