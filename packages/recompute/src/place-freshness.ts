import {
  type ConfiguredPlace,
  type ConfiguredPlacesQuery,
  type DatabaseTransaction,
  listConfiguredPlaces,
  listFiguresOfPlaces,
  listServiceLinesById,
  listSourceIntervals,
  type PlaceFigure,
  readPoolSettings,
} from '@sluice/database'
import {
  compareReports,
  type FigureValue,
  type Freshness,
  freshnessAt,
  isUsable,
  type Policy,
  placeFreshness,
  type ServiceLine,
  type StateSettings,
  type WaitKind,
} from '@sluice/planning'
import { toFigure } from './figures.ts'
import { placeKey } from './place-key.ts'
import { withSourceIntervals } from './source-intervals.ts'
import { figuresByPlace, toPolicy, toServiceLine } from './to-input.ts'

export interface FreshnessQuery extends ConfiguredPlacesQuery {
  /** Leaves out places that are fresh. */
  notFreshOnly: boolean
}

/** A place of a pool and how old what is known of it is, as the pool's policy reads it. */
export interface FreshPlace extends ConfiguredPlace {
  /** As a plan made now would say. */
  freshness: Freshness
  /**
   * The newest report of each figure that a plan can use, by figure; those of the whole location apart; and what came
   * later that none can. Empty: never observed.
   */
  figures: FreshFigure[]
}

export interface FreshFigure {
  /** `wait.<kind>` for each kind of wait. */
  figure: Exclude<FigureValue['figure'], 'wait'> | `wait.${WaitKind}`
  /** How far ahead it was counted; null: it is not counted ahead. */
  horizonDays: number | null
  /** Whether the pool's plans can use it. */
  isUsable: boolean
  isWholeLocation: boolean
  source: string
  observedAt: string
  /** 0 where the clock of the source is ahead. */
  ageSeconds: number
  freshness: Freshness
}

/** Places read at once; where only some are wanted, a page may take several. */
const READ_AT_ONCE = 500

/** Configured places and the age of what is known of them, in their order, at most `limit`. */
export async function listFreshness(
  trx: DatabaseTransaction,
  orgId: string,
  { notFreshOnly, ...query }: FreshnessQuery,
  atMs: number,
): Promise<FreshPlace[]> {
  const found: FreshPlace[] = []
  let { after } = query
  while (found.length < query.limit) {
    const places = await listConfiguredPlaces(trx, orgId, { ...query, after, limit: READ_AT_ONCE })
    const read = await readPlaces(trx, orgId, places, atMs)
    found.push(...read.filter(({ freshness }) => !notFreshOnly || freshness !== 'fresh'))
    if (places.length < READ_AT_ONCE) break
    after = places.at(-1)
  }
  return found.slice(0, query.limit)
}

async function readPlaces(
  trx: DatabaseTransaction,
  orgId: string,
  places: readonly ConfiguredPlace[],
  atMs: number,
): Promise<FreshPlace[]> {
  const rows = await listFiguresOfPlaces(trx, orgId, places)
  const lines = await readLines(trx, orgId, places)
  const intervals = await listSourceIntervals(trx, orgId)
  const policies = new Map<string, Policy>()
  for (const poolId of new Set(places.map((place) => place.poolId))) {
    const settings = await readPoolSettings(trx, { orgId, poolId })
    if (settings) policies.set(poolId, withSourceIntervals(toPolicy(settings.policy), rows, intervals))
  }
  const figuresOf = figuresByPlace(rows)
  const rowsOf = Map.groupBy(rows, placeKey)
  return places.map((place) => {
    const [policy, serviceLine] = [policies.get(place.poolId), lines.get(place.serviceLine)]
    if (policy === undefined || serviceLine === undefined) throw new Error('a cell has no pool or no service line')
    const settings = { policy, serviceLine }
    const told = (line: string) =>
      newestOf(rowsOf.get(placeKey({ ...place, serviceLine: line })) ?? [], (row) => toFreshFigure(row, atMs, settings))
    return {
      ...place,
      freshness: placeFreshness(figuresOf(place, policy), atMs, settings),
      figures: [...told(place.serviceLine), ...told('*')],
    }
  })
}

async function readLines(
  trx: DatabaseTransaction,
  orgId: string,
  places: readonly ConfiguredPlace[],
): Promise<ReadonlyMap<string, ServiceLine>> {
  const ids = [...new Set(places.map(({ serviceLine }) => serviceLine))]
  const rows = await listServiceLinesById(trx, orgId, ids)
  return new Map(rows.map((row) => [row.id, toServiceLine(row)]))
}

/**
 * By figure the newest that is usable, and the newest that is not where that came later, by the order in which plans
 * choose [S9].
 */
function newestOf(rows: readonly PlaceFigure[], toFresh: (row: PlaceFigure) => FreshFigure): FreshFigure[] {
  const figures = rows.toSorted((a, b) => compareReports(b, a)).map(toFresh)
  const byFigure = Map.groupBy(figures, ({ figure }) => figure)
  return [...byFigure]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, alike]) => {
      const usable = alike.find((figure) => figure.isUsable)
      const [newest] = alike
      return [usable, newest === usable ? undefined : newest].filter((figure) => figure !== undefined)
    })
}

function toFreshFigure(row: PlaceFigure, atMs: number, settings: StateSettings): FreshFigure {
  const { serviceLine, source, observedAt } = row
  const figure = toFigure(row)
  return {
    figure: figure.figure === 'wait' ? `wait.${figure.kind}` : figure.figure,
    isWholeLocation: serviceLine === '*',
    horizonDays: 'horizonDays' in figure ? figure.horizonDays : null,
    isUsable: isUsable(figure, settings),
    source,
    observedAt: new Date(observedAt).toISOString(),
    ageSeconds: Math.max(0, Math.floor((atMs - Date.parse(observedAt)) / 1_000)),
    freshness: freshnessAt(row, atMs, settings.policy),
  }
}
