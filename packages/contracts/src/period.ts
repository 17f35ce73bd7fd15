/** A pool's recurring budget as configuration stores it (pool-period.ts). */
export type PeriodSettings = RecurringSettings | CustomSettings

interface RecurringSettings {
  kind: 'month' | 'quarter'
  budgetMinor: number
  /** Periods whose budget is another one. */
  budgets?: { startsOn: string; budgetMinor: number }[]
  spentBefore?: SpentBefore | null
}

interface CustomSettings {
  kind: 'custom'
  /** `endsOn` is the first day that no longer belongs to it. */
  periods: { startsOn: string; endsOn: string; budgetMinor: number }[]
  spentBefore?: SpentBefore | null
}

interface SpentBefore {
  startsOn: string
  amountMinor: number
}

/** One period of a pool. Dates are local to the pool; `end` is the first date after it. */
export interface Period {
  start: string
  end: string
  budgetMinor: number
  /** Null: nothing was said. */
  spentBeforeMinor: number | null
}

/**
 * The period that holds a local date. A date in no custom period gets the next one, or the last if there is none: planning
 * spends nothing outside a period's dates.
 */
export function periodOn(settings: PeriodSettings, date: string): Period {
  if (settings.kind === 'custom') return customPeriodOn(settings, date)
  const start = startOfPeriod(settings.kind, date)
  const other = settings.budgets?.find(({ startsOn }) => startsOn === start)
  return {
    start,
    end: addMonths(start, settings.kind === 'month' ? 1 : 3),
    budgetMinor: other?.budgetMinor ?? settings.budgetMinor,
    spentBeforeMinor: spentBefore(settings, start),
  }
}

/** The period before this one; null: a custom one that has none. */
export function periodBefore(settings: PeriodSettings, { start }: Period): Period | null {
  if (settings.kind !== 'custom') return periodOn(settings, addMonths(start, settings.kind === 'month' ? -1 : -3))
  const former = inOrder(settings).findLast(({ endsOn }) => endsOn <= start)
  return former ? toPeriod(settings, former) : null
}

/**
 * The period that ended when one began on this date, by the settings of that time: the last that had begun before.
 * Null: there is none, or it should have lasted longer and was cut off by a change.
 */
export function periodEndedBy(settings: PeriodSettings, date: string): Period | null {
  const former =
    settings.kind === 'custom'
      ? inOrder(settings)
          .filter(({ startsOn }) => startsOn < date)
          .map((period) => toPeriod(settings, period))
          .at(-1)
      : periodOn(settings, dayBefore(date))
  return former !== undefined && former.end <= date ? former : null
}

function startOfPeriod(kind: 'month' | 'quarter', date: string): string {
  const month = Number(date.slice(5, 7))
  const first = kind === 'month' ? month : month - ((month - 1) % 3)
  return `${date.slice(0, 4)}-${String(first).padStart(2, '0')}-01`
}

function customPeriodOn(settings: CustomSettings, date: string): Period {
  const periods = inOrder(settings)
  const found = periods.find(({ endsOn }) => date < endsOn) ?? periods.at(-1)
  if (found === undefined) throw new Error('a custom period has no dates')
  return toPeriod(settings, found)
}

function inOrder({ periods }: CustomSettings): CustomSettings['periods'] {
  return periods.toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
}

function toPeriod(settings: CustomSettings, period: CustomSettings['periods'][number]): Period {
  const { startsOn, endsOn, budgetMinor } = period
  return { start: startsOn, end: endsOn, budgetMinor, spentBeforeMinor: spentBefore(settings, startsOn) }
}

function spentBefore({ spentBefore }: PeriodSettings, start: string): number | null {
  return spentBefore?.startsOn === start ? spentBefore.amountMinor : null
}

/** For the first day of a month. */
function addMonths(first: string, months: number): string {
  return dateOf(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)) - 1 + months, 1))
}

function dayBefore(date: string): string {
  return dateOf(Date.parse(date) - 86_400_000)
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
