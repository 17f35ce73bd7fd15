/** A stretch of time in which a cell had a place × channel. */
export interface StayAtPlace {
  poolId: string
  cellId: string
  /** '': all of the place. */
  channel: string
  fromMs: number
  /** When it was removed or moved; null: it is there. */
  untilMs: number | null
  /** When the same cell came to its next place; null: it did not. What came into force for it since is not of this place. */
  leftMs: number | null
  /** Its pool has the newcomers' currency: of another nobody knows how much it is. */
  isComparable: boolean
}

/** An amount that came into force. */
export interface AmountAtPlace {
  poolId: string
  cellId: string
  atMs: number
  dailyBudgetMinor: number
}

export interface Newcomer {
  cellId: string
  channel: string
  baselineDailyBudgetMinor: number
}

/** One place: who had it, what they had since some time before the day began. */
export interface PastOfPlace {
  poolId: string
  dayStartMs: number
  /** The newcomers' own as well. */
  stays: readonly StayAtPlace[]
  amounts: readonly AmountAtPlace[]
}

/** What one that has the place has there, and had as the day began, or first today. null: never anything. */
interface Purse {
  stay: StayAtPlace
  now: number | null
  began: number | null
}

/**
 * What was left at a place to cells that come to it and have nothing in force yet: what the cells have in force whose
 * place × channel they have now, and no more than as the day began, split by baseline where several come. So what is in
 * force at the place stays the same, however it is divided, united, renamed or moved between pools. A cell that comes
 * beside others, or after others went today, was left nothing. Cells at a place that had nothing all day are not in the
 * answer: the place starts over.
 */
export function leftAtPlace(newcomers: readonly Newcomer[], past: PastOfPlace): Map<string, number> {
  const own = new Set(newcomers.map(({ cellId }) => cellId))
  const isNewcomer = ({ poolId, cellId, untilMs }: StayAtPlace) =>
    poolId === past.poolId && untilMs === null && own.has(cellId)
  const cameMs = Math.min(...past.stays.filter(isNewcomer).map(({ fromMs }) => fromMs))
  const others = past.stays.filter((stay) => !isNewcomer(stay))
  const purses = pursesAt(cameMs, others, past)
  const left = new Map<string, number>()
  const gone = purses.filter(({ stay }) => stay.untilMs !== null)
  const shares = new Map(newcomers.map(({ cellId }) => [cellId, { now: 0, began: 0, isAny: false }]))
  for (const purse of gone) share(purse, newcomers, shares)
  const hadAny = hadToday(others, past)
  for (const { cellId } of newcomers) {
    const { now, began, isAny } = shares.get(cellId) ?? { now: 0, began: 0, isAny: false }
    if (isAny) left.set(cellId, Math.min(now, began))
    else if (hadAny) left.set(cellId, 0)
  }
  return left
}

/** Gives what a cell left to those that have its channel now; else to all that overlap with it, by baseline. */
function share(
  { stay, now, began }: Purse,
  newcomers: readonly Newcomer[],
  shares: Map<string, { now: number; began: number; isAny: boolean }>,
): void {
  const same = newcomers.filter(({ channel }) => channel === stay.channel)
  const heirs = same.length > 0 ? same : newcomers.filter(({ channel }) => isOverlapping(channel, stay.channel))
  if (now === null || heirs.length === 0) return
  const weights = heirs.map(({ baselineDailyBudgetMinor }) => Math.max(1, baselineDailyBudgetMinor))
  const [nows, mornings] = [splitWhole(now, weights), splitWhole(began ?? 0, weights)]
  heirs.forEach(({ cellId }, i) => {
    const to = shares.get(cellId)
    if (to === undefined) return
    to.now += nows[i] ?? 0
    to.began += mornings[i] ?? 0
    to.isAny = true
  })
}

/** In proportion, to the unit: largest remainders, ties to the first. */
export function splitWhole(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const whole = exact.map(Math.floor)
  const rest = total - whole.reduce((all, part) => all + part, 0)
  const byRest = exact
    .map((part, i) => ({ i, rest: part - Math.floor(part) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of byRest.slice(0, rest)) whole[i] = (whole[i] ?? 0) + 1
  return whole
}

/**
 * What cells have at a moment: amounts come into force, cells come and take over from those they overlap with, the day
 * begins.
 */
function pursesAt(untilMs: number, stays: readonly StayAtPlace[], { amounts, dayStartMs }: PastOfPlace): Purse[] {
  const arrivals = stays.map((stay) => ({ atMs: stay.fromMs, order: 1, happen: (has: Purse[]) => takeOver(has, stay) }))
  const changes = amounts.map((amount) => ({
    atMs: amount.atMs,
    order: 2,
    happen: (has: Purse[]) => pay(has, amount, dayStartMs),
  }))
  const morning = { atMs: dayStartMs, order: 0, happen: (has: Purse[]) => beginDay(has, dayStartMs) }
  const events = [...arrivals, ...changes, morning].filter(({ atMs }) => atMs <= untilMs)
  events.sort((a, b) => a.atMs - b.atMs || a.order - b.order)
  let purses: Purse[] = []
  for (const { happen } of events) purses = happen(purses)
  return purses
}

function takeOver(purses: Purse[], stay: StayAtPlace): Purse[] {
  const isTaken = (purse: Purse) => purse.stay.untilMs !== null && isOverlapping(purse.stay.channel, stay.channel)
  const taken = purses.filter(isTaken)
  const sum = (of: (purse: Purse) => number | null) =>
    taken.reduce<number | null>((all, purse) => (of(purse) === null ? all : (all ?? 0) + (of(purse) ?? 0)), null)
  return [
    ...purses.filter((purse) => !isTaken(purse)),
    { stay, now: sum(({ now }) => now), began: sum(({ began }) => began) },
  ]
}

function pay(purses: Purse[], { poolId, cellId, atMs, dailyBudgetMinor }: AmountAtPlace, dayStartMs: number): Purse[] {
  return purses.map((purse) => {
    const { stay } = purse
    const isOf = stay.poolId === poolId && stay.cellId === cellId && (stay.leftMs === null || atMs < stay.leftMs)
    if (!isOf) return purse
    const now = stay.isComparable ? dailyBudgetMinor : 0
    const isFirst = atMs >= dayStartMs && purse.began === null && now > 0
    return { ...purse, now, began: isFirst ? now : purse.began }
  })
}

/** What is there counts as what the day began with; who went before and left nothing is forgotten. */
function beginDay(purses: Purse[], dayStartMs: number): Purse[] {
  return purses.flatMap((purse) => {
    const { untilMs, leftMs } = purse.stay
    const isGone = untilMs !== null && untilMs < dayStartMs && (leftMs !== null || (purse.now ?? 0) === 0)
    return isGone ? [] : [{ ...purse, began: purse.now }]
  })
}

/** Whether anything was in force at the place today, in whatever currency. */
function hadToday(stays: readonly StayAtPlace[], { amounts, dayStartMs }: PastOfPlace): boolean {
  return stays.some(({ poolId, cellId, leftMs }) => {
    const own = amounts.filter(
      (each) => each.poolId === poolId && each.cellId === cellId && (leftMs === null || each.atMs < leftMs),
    )
    const before = own.filter(({ atMs }) => atMs < dayStartMs).at(-1)
    const hadInTheMorning = (before?.dailyBudgetMinor ?? 0) > 0 && (leftMs === null || leftMs >= dayStartMs)
    return hadInTheMorning || own.some(({ atMs, dailyBudgetMinor }) => atMs >= dayStartMs && dailyBudgetMinor > 0)
  })
}

function isOverlapping(channel: string, other: string): boolean {
  return channel === other || channel === '' || other === ''
}
