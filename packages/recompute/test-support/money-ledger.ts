import type { Lock, Recommendation } from '@sluice/planning'
import { localDayAt } from '../src/calendar.ts'
import { amountsInForce, type InForce } from '../src/in-force.ts'
import type { PoolInMemory } from './pool-in-memory.ts'

/** What a place had as its day began, and what raised it lawfully since. */
interface PlaceDay {
  zone: string
  endsAt: string
  /** 0: nothing was in force there, or nobody was there. */
  began: number
  /** What somebody who may decide gave its cells. */
  given: Map<string, number>
}

interface SeenCell {
  at: string
  minor: number
  /** What its day began with, or what it was given since. */
  base: number
  /** The most it had when its gate or a pause cut it. */
  had: number
}

/** How much rounding of a share of money may come to. */
const nearlyNothing = 1e-6

/**
 * Notes what is in force in a pool, knowing no rule but the promise: money rises only where somebody who may decide
 * said so; in an automatic pool also by half of what the place's day began with, and back to what a gate or a pause
 * took.
 */
export class MoneyLedger {
  readonly #pool: PoolInMemory
  #cells = new Map<string, SeenCell>()
  /** What a new pool begins with is nobody's rise; one that was emptied is not new. */
  #hasSeen = false
  readonly #days = new Map<string, PlaceDay>()
  readonly #hadAt = new Map<string, number>()

  constructor(pool: PoolInMemory) {
    this.#pool = pool
  }

  /** Compares what is in force with what was. `approved`: the cell whose amount was just approved. @returns what is wrong. */
  look(approved: string | null): string[] {
    const { inForce, policy } = this.#pool
    if (inForce === null) return []
    this.#beginDays()
    const seen = seenIn(inForce)
    const findings =
      policy.decisions?.mode === 'approval' ? this.#risesAsked(seen, approved) : this.#risesOfDay(seen, approved)
    const isFirst = !this.#hasSeen
    this.#hasSeen = true
    this.#note(seen, approved)
    return isFirst ? [] : findings
  }

  /** In an approval pool no place has more than it had and was given, whatever its cells are called. */
  #risesAsked(seen: readonly Seen[], approved: string | null): string[] {
    return placesOf(seen).flatMap(([at, cells]) => {
      const had = [...this.#cells.values()].filter((cell) => cell.at === at).reduce((sum, { minor }) => sum + minor, 0)
      const given = cells.reduce((sum, cell) => {
        const was = this.#cells.get(cell.line.cellId)
        const most = cell.line.cellId === approved ? cell.minor : this.#saidOf(cell.line.cellId)
        return sum + Math.max(0, most - (was?.at === at ? was.minor : 0))
      }, 0)
      const now = sumOf(cells)
      return now > had + given ? [`${at} rises from ${had} to ${now}, and was given ${given}`] : []
    })
  }

  #risesOfDay(seen: readonly Seen[], approved: string | null): string[] {
    const share = 1 + (this.#pool.policy.decisions?.largestRiseShare ?? 0.5)
    const ofPlaces = placesOf(seen).flatMap(([at, cells]) => {
      const day = this.#dayOf(at, cells)
      const given = cells.reduce((sum, { line: { cellId }, minor }) => {
        const most = cellId === approved ? minor : this.#saidOf(cellId)
        return sum + Math.max(day.given.get(cellId) ?? 0, most)
      }, 0)
      const most = share * (day.began + given) + (this.#hadAt.get(at) ?? 0)
      const now = sumOf(cells)
      const why = `began with ${day.began}, was given ${given}, had ${this.#hadAt.get(at) ?? 0} before cuts`
      return now > most + nearlyNothing ? [`${at} has ${now}: ${why}`] : []
    })
    return [...ofPlaces, ...seen.flatMap((cell) => this.#riseOfCell(cell, { share, approved }))]
  }

  #riseOfCell({ at, line, minor }: Seen, { share, approved }: { share: number; approved: string | null }): string[] {
    const was = this.#cells.get(line.cellId)
    if (was?.at !== at || line.cellId === approved || minor <= was.minor) return []
    const said = this.#saidOf(line.cellId)
    const back = line.gate === 'gated' || line.status === 'removed' ? 0 : was.had
    const most = Math.max(share * Math.min(was.minor, Math.max(was.base, said)), back, said)
    const findings =
      minor > most + nearlyNothing ? [`rises from ${was.minor} to ${minor}: base ${was.base}, had ${was.had}`] : []
    // A paused one gets its floor back: a unit, where none is configured.
    const floor = this.#pool.policy.platform.unitMinor
    if (minor > Math.max(said, floor) && this.#isHeld(line))
      findings.push(`rises from ${was.minor} to ${minor} and is held`)
    return findings.map((finding) => `${line.cellId} ${finding}`)
  }

  /** Whether it may not rise at all: its message is not approved, or its data are old and nobody configured an amount. */
  #isHeld({ cellId, freshness }: Recommendation): boolean {
    const { cells, policy, messages } = this.#pool
    const cell = cells.find(({ id }) => id === cellId)
    if (cell === undefined || policy.platform.minimumMinor > 0 || policy.floorShare > 0) return false
    if (policy.decisions?.requireApprovedMessage === true && !messages.has(cellId)) return true
    return freshness !== 'fresh' && cell.lock === null && cell.minDailyBudgetMinor === null
  }

  /** How far a word in force of somebody who may decide lets a cell rise. */
  #saidOf(cellId: string): number {
    const word: Lock | undefined = this.#pool.words.get(cellId)
    return word?.kind === 'fixed' || word?.kind === 'minimum' ? word.dailyBudgetMinor : 0
  }

  /**
   * Where a day has ended, a place begins the next with what it has. Moving its zone ends none: both midnights must
   * have come.
   */
  #beginDays(): void {
    const now = new Date(this.#pool.nowMs).toISOString()
    for (const at of this.#pool.locationIds) {
      const zone = this.#pool.zoneOf(at)
      const known = this.#days.get(at)
      const { endsAt } = localDayAt(now, zone)
      if (known !== undefined && known.zone !== zone) {
        known.endsAt = [endsAt, localDayAt(now, known.zone).endsAt, known.endsAt].sort().at(-1) ?? endsAt
        known.zone = zone
      }
      if (known !== undefined && now < known.endsAt) continue
      const cells = [...this.#cells.values()].filter((cell) => cell.at === at)
      for (const cell of cells) cell.base = cell.minor
      const began = cells.reduce((sum, { minor }) => sum + minor, 0)
      this.#days.set(at, { zone, endsAt, began, given: new Map() })
    }
  }

  /** The day of a place; one that had nothing all day begins with what cells that are new there are configured to have. */
  #dayOf(at: string, cells: readonly Seen[]): PlaceDay {
    const day = this.#days.get(at) ?? { zone: '', endsAt: '', began: 0, given: new Map() }
    const baselines = new Map(this.#pool.cells.map((cell) => [cell.id, cell.baselineDailyBudgetMinor]))
    const configured = cells.reduce((sum, { line }) => sum + (baselines.get(line.cellId) ?? 0), 0)
    if (day.began === 0 && cells.every(({ line }) => this.#cells.get(line.cellId)?.at !== at))
      day.began = Math.max(sumOf(cells), configured)
    return day
  }

  #note(seen: readonly Seen[], approved: string | null): void {
    const next = new Map<string, SeenCell>()
    for (const [at, cells] of placesOf(seen)) {
      const day = this.#dayOf(at, cells)
      const sumBefore = [...this.#cells.values()].reduce((sum, cell) => (cell.at === at ? sum + cell.minor : sum), 0)
      for (const { line, minor } of cells) {
        const { cellId } = line
        const was = this.#cells.get(cellId)
        const said = cellId === approved ? minor : Math.min(this.#saidOf(cellId), minor)
        if (said > 0) day.given.set(cellId, Math.max(said, day.given.get(cellId) ?? 0))
        const isHere = was?.at === at
        const first = Math.max(sumBefore, day.began)
        const base = isHere ? was.base : minor
        const isHeldDown = line.gate !== 'open' || line.status !== 'active'
        const before = isHere ? was.minor : first
        const had = Math.max(isHere ? was.had : 0, isHeldDown && minor < before ? before : 0)
        if (isHeldDown && minor < before) this.#hadAt.set(at, Math.max(this.#hadAt.get(at) ?? 0, first))
        next.set(cellId, { at, minor, base: Math.max(base, said), had })
      }
    }
    this.#cells = next
  }
}

interface Seen {
  at: string
  line: Recommendation
  minor: number
}

function seenIn(inForce: InForce): Seen[] {
  const amounts = amountsInForce(inForce)
  return inForce.plan.recommendations.map((line) => ({
    ...{ at: line.locationId, line, minor: amounts.get(line.cellId) ?? 0 },
  }))
}

function placesOf(seen: readonly Seen[]): [string, Seen[]][] {
  return [...Map.groupBy(seen, ({ at }) => at)]
}

function sumOf(cells: readonly Seen[]): number {
  return cells.reduce((sum, { minor }) => sum + minor, 0)
}
