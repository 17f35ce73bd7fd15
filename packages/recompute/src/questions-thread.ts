import { connect, type DatabaseTransaction, type PoolKey, withOrganization } from '@sluice/database'
import { move, transferableSymbol, valueSymbol, workerData } from 'piscina'
import { type ForetellOrder, foretell } from './foretell.ts'
import {
  type CellInputsOrder,
  type DifferenceOrder,
  type InForceDifferenceOrder,
  type ToldOfPlan,
  tellCellInputs,
  tellDifference,
  tellInForceDifference,
  tellReplay,
} from './history.ts'
import { type PacingOrder, tellPacing } from './pacing.ts'
import type { PlanOrder } from './replay.ts'
import { type FrontierOrder, type SimulationOrder, simulate, type Told, tellFrontier } from './simulate.ts'
import { createSituationMemory } from './situation.ts'

// What runs in a thread of `openQuestions`: one question at a time, with a connection of its own. Only reads.

/** What every thread is given. */
export interface ThreadData {
  databaseUrl: string
}

/** An error loses its code on the way between threads: whether a store was out of reach would not be seen any more. */
export interface Failed {
  kind: 'failed'
  message: string
  code: string | undefined
}

const { databaseUrl }: ThreadData = workerData
const db = connect({
  url: databaseUrl,
  applicationName: 'sluice-questions',
  maxConnections: 1,
  // The next question connects again.
  onError: () => undefined,
})
const situations = createSituationMemory()

export const questions = {
  simulate: (order: SimulationOrder) => read(order.pool, (trx) => simulate(trx, order, situations)),
  frontier: (order: FrontierOrder) => read(order.pool, (trx) => tellFrontier(trx, order, situations)),
  foretell: (order: ForetellOrder) => read(order.pool, (trx) => foretell(trx, order, situations)),
  pacing: (order: PacingOrder) => read(order.pool, (trx) => tellPacing(trx, order, situations)),
  difference: (order: DifferenceOrder) => read(order.pool, (trx) => tellDifference(trx, order)),
  inForceDifference: (order: InForceDifferenceOrder) => read(order.pool, (trx) => tellInForceDifference(trx, order)),
  cellInputs: (order: CellInputsOrder) => read(order.pool, (trx) => tellCellInputs(trx, order)),
  replay: (order: PlanOrder) => read(order.pool, (trx) => tellReplay(trx, order)),
}

/** The questions by name, each with what it is asked. */
export type Questions = { [Name in keyof typeof questions]: Parameters<(typeof questions)[Name]>[0] }
/** What any of them tells. */
export type Answered = Told | ToldOfPlan
export type Asked = { [Name in keyof Questions]: { name: Name; order: Questions[Name] } }[keyof Questions]

/** What is sent between threads: the text as bytes, which are handed over and not copied. */
export type Sent = Exclude<Answered, { kind: 'told' }> | { kind: 'told'; json: Uint8Array<ArrayBuffer> }

export default async function answer({ name, order }: Asked): Promise<Sent | Failed> {
  try {
    const ask = questions[name] as (order: Asked['order']) => Promise<Answered>
    return toSent(await ask(order))
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    return {
      kind: 'failed',
      message: error instanceof Error ? error.message : String(error),
      code: typeof code === 'string' ? code : undefined,
    }
  }
}

/**
 * A text of 10,000 lines is 8 MB: as a string it would be copied twice, and encoded by the thread that answers all
 * others.
 */
function toSent(answered: Answered): Sent {
  if (answered.kind !== 'told') return answered
  const json = new TextEncoder().encode(answered.json)
  const sent: Sent = { kind: 'told', json }
  // Under these symbols piscina finds what it sends, and what of it is handed over.
  return move({ [valueSymbol]: sent, [transferableSymbol]: json.buffer }) as unknown as Sent
}

/** One snapshot, in which nothing can be written. */
function read<T>({ orgId }: PoolKey, work: (trx: DatabaseTransaction) => Promise<T>): Promise<T> {
  const tenant = { role: 'sluice_worker', orgId } as const
  return withOrganization(db, tenant, work, { isolation: 'repeatable read', readOnly: true })
}
