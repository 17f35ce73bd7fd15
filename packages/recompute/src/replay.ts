import { createHash } from 'node:crypto'
import {
  type DatabaseTransaction,
  listObservationsAsOf,
  type PoolKey,
  readLogStart,
  readPlan,
  readPlanInput,
  unpackJsonText,
} from '@sluice/database'
import { type Figure, type PlanningInput, plan as planOf, rulesVersion, withoutOrder } from '@sluice/planning'
import { type JsonDifference, jsonDifferences } from './json-differences.ts'
import { type PlaceFromLog, placesFromLog } from './places-from-log.ts'
import { type ReplayInForce, replayInForce } from './replay-in-force.ts'
import { type ReplayMoney, replayMoney } from './replay-money.ts'

export interface PlanOrder {
  pool: PoolKey
  number: number
}

/** What comes out when a stored plan is made again. */
export interface Replay {
  poolId: string
  planNumber: number
  rulesVersion: { stored: number; current: number }
  plan: {
    /** Byte for byte. */
    isSame: boolean
    storedSha256: string
    replayedSha256: string
    differences: JsonDifference[]
  }
  state: {
    verdict: 'same' | 'different' | 'incomplete'
    /** The log holds everything received since. */
    logSince: string
    /** What was made of the log alone, and what was taken from the stored input; JSON pointers into it. */
    rebuilt: string[]
    taken: string[]
    observations: number
    /** Figures older than the log, taken from the stored input; gates that such figures or older ones moved. */
    figuresBeforeLog: number
    gatesBeforeLog: number
    differences: JsonDifference[]
  }
  money: ReplayMoney
  inForce: ReplayInForce
}

const mostDifferences = 100
/** Locations whose log is read in one statement. */
const locationsPerRead = 100

const rebuilt = ['/places/*/figures', '/places/*/gate']
/** The clock, configuration of that version, people's words, and the plan before: no log of values has these. */
const taken = [
  ...['/asOf', '/day', '/policy', '/serviceLines', '/groups', '/places/*/organicBookings', '/places/*/share'],
  ...['/cells/*/id', '/cells/*/locationId', '/cells/*/serviceLine', '/cells/*/channel', '/cells/*/groupId'],
  ...['/cells/*/baselineDailyBudgetMinor', '/cells/*/minDailyBudgetMinor', '/cells/*/maxDailyBudgetMinor'],
  ...['/cells/*/status', '/cells/*/lock', '/cells/*/hasApprovedMessage', '/cells/*/leftAtMinor'],
  ...['/amount/periodStart', '/amount/periodEnd', '/amount/budgetMinor', '/amount/carriedOverMinor'],
  ...['/amount/spentBeforeMinor', '/previous', '/proposed'],
]

/**
 * Makes a stored plan again, in four steps: from its canonical input, the same bytes must come out; the state in that input,
 * what places had reported and what gates remembered, must come out of the event log; what complete days left behind out of that
 * and the logs of what was applied and in force; and what was in force beside it out of the log of decisions. Null: no such plan.
 */
export async function replay(trx: DatabaseTransaction, { pool, number }: PlanOrder): Promise<Replay | null> {
  const row = await readPlan(trx, { ...pool, number })
  const decidedFrom = row && (await readPlanInput(trx, { ...pool, number }))
  if (row === undefined || decidedFrom === undefined) return null
  const [planText, inputText] = await Promise.all([unpackJsonText(row.plan), unpackJsonText(decidedFrom.input)])
  const input: PlanningInput = JSON.parse(inputText)
  return {
    poolId: pool.poolId,
    planNumber: number,
    rulesVersion: { stored: input.rulesVersion ?? 1, current: rulesVersion },
    plan: replayPlan(input, planText),
    state: await replayState(trx, pool, input),
    money: await replayMoney(trx, pool, input),
    inForce: await replayInForce(trx, pool, { number, plan: JSON.parse(planText), input }),
  }
}

function replayPlan(input: PlanningInput, planText: string): Replay['plan'] {
  const text = JSON.stringify(planOf(input))
  const isSame = text === planText
  return {
    isSame,
    storedSha256: sha256(planText),
    replayedSha256: sha256(text),
    differences: isSame ? [] : jsonDifferences(JSON.parse(planText), JSON.parse(text), mostDifferences),
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

async function replayState(trx: DatabaseTransaction, pool: PoolKey, input: PlanningInput): Promise<Replay['state']> {
  const { since, isWhole } = await readLogStart(trx, pool.orgId)
  const found = { observations: 0, figuresBeforeLog: 0, gatesBeforeLog: 0, differences: [] as JsonDifference[] }
  const byLocation = [...Map.groupBy([...input.places.entries()], ([, { locationId }]) => locationId)]
  for (let from = 0; from < byLocation.length; from += locationsPerRead) {
    const part = byLocation.slice(from, from + locationsPerRead)
    const state = { revision: input.inputRevision, asOf: input.asOf }
    const ids = part.map(([locationId]) => locationId)
    const observations = await listObservationsAsOf(trx, pool, state, ids)
    found.observations += observations.length
    const places = part.flatMap(([, ofLocation]) => ofLocation)
    const remade = placesFromLog(
      input,
      places.map(([, place]) => place),
      observations,
    )
    places.forEach(([index, place], at) => {
      const compared = comparePlace(place, remade[at], isWhole ? null : since)
      found.figuresBeforeLog += compared.figuresBeforeLog
      found.gatesBeforeLog += compared.gatesBeforeLog
      found.differences.push(
        ...compared.differences.map((one) => ({ ...one, pointer: `/places/${index}${one.pointer}` })),
      )
    })
  }
  const isIncomplete = found.figuresBeforeLog + found.gatesBeforeLog > 0
  const verdict = found.differences.length > 0 ? 'different' : isIncomplete ? 'incomplete' : 'same'
  return {
    verdict,
    logSince: since,
    rebuilt,
    taken,
    ...found,
    differences: found.differences.slice(0, mostDifferences),
  }
}

type Compared = Pick<Replay['state'], 'figuresBeforeLog' | 'gatesBeforeLog' | 'differences'>

/**
 * A place as stored and as the log says. `since`: from when on the log is whole, where its beginning was dropped; what
 * is older is not held against it.
 */
function comparePlace(
  stored: PlanningInput['places'][number],
  remade: PlaceFromLog | undefined,
  since: string | null,
): Compared {
  const isOld = ({ observedAt }: Figure) => since !== null && observedAt < since
  // What had an order then may have shared its moment with a dropped report.
  const told = (figures: readonly Figure[] = []) =>
    figures.map((figure) => (isOld(figure) ? withoutOrder(figure) : figure))
  const found = told(remade?.figures)
  const known = new Set(found.map((figure) => JSON.stringify(figure)))
  const isBeforeLog = (figure: Figure) => isOld(figure) && !known.has(JSON.stringify(figure))
  const held = told(stored.figures)
  const older = held.filter(isBeforeLog)
  const kept = held.filter((figure) => !isBeforeLog(figure))
  const figures = jsonDifferences(kept, found, mostDifferences)
  const gate =
    JSON.stringify(stored.gate) === JSON.stringify(remade?.gate)
      ? []
      : jsonDifferences(stored.gate, remade?.gate, mostDifferences)
  // A memory may rest on any report before: with a dropped beginning, a difference proves nothing.
  const isGateUnknown = since !== null && gate.length > 0
  return {
    figuresBeforeLog: older.length,
    gatesBeforeLog: isGateUnknown ? 1 : 0,
    differences: [
      ...figures.map((one) => ({ ...one, pointer: `/figures${one.pointer}` })),
      ...(isGateUnknown ? [] : gate.map((one) => ({ ...one, pointer: `/gate${one.pointer}` }))),
    ],
  }
}
