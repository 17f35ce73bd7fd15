import { connect } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { makeEvent, makeOrganization } from '@sluice/test-kit/makers'
import { startOwnPostgres } from '@sluice/test-kit/own-postgres'
import { sql } from 'kysely'
import { type Outcome, type Program, type RunOptions, timeLeft } from '../program.ts'
import { Random } from '../random.ts'

const LOCATIONS = 30
const LINES = ['a', 'b', 'c', 'd'] as const
const CONNECTIONS = 12
const BATCH = 40

/**
 * R14. `--runs`: events. Each closes or opens a whole location, which several pools have cells at; batches in no order,
 * with repeats.
 */
export const deadlocks: Program = {
  goal: 'R14: no deadlock reaches a sender, in events that each touch four pools, from 12 connections at once',
  async run({ seed, runs = 20_000, minutes }: RunOptions): Promise<Outcome> {
    const hasTime = timeLeft(minutes)
    const postgres = await startOwnPostgres()
    const db = connect({
      url: postgres.url,
      applicationName: 'faults',
      maxConnections: CONNECTIONS,
      onError: () => undefined,
    })
    const counts = { events: 0, duplicates: 0, deadlocks: 0, 'turned away, waited 2 s for a lock': 0 }
    const broken: string[] = []
    try {
      await makeOrganization(postgres.adminUrl, 'pools', cells())
      const lane = async (number: number) => {
        const random = new Random(seed + number)
        for (let round = 0; counts.events < runs && hasTime(); round += 1) {
          const stored = await storeEvents(db, 'pools', makeBatch(random, round)).catch((error) => {
            // What a sender is told to repeat: all twelve wait for the same rows, on a machine that may be busy.
            if (error.code === '55P03') counts['turned away, waited 2 s for a lock'] += 1
            else broken.push(String(error))
            return []
          })
          counts.events += stored.length
          counts.duplicates += stored.filter(({ outcome }) => outcome === 'duplicate').length
        }
      }
      await Promise.all(Array.from({ length: CONNECTIONS }, (_, number) => lane(number)))
      const { rows } = await sql<{
        deadlocks: number
      }>`select deadlocks from pg_stat_database where datname = current_database()`.execute(db)
      counts.deadlocks = rows[0]?.deadlocks ?? Number.NaN
      if (counts.deadlocks > 0) broken.push(`${counts.deadlocks} deadlocks, though they were repeated`)
      return { counts, broken }
    } finally {
      await db.destroy()
      await postgres.remove()
    }
  },
}

/** Each location has a cell of each line; which of ten pools it is in differs from one to the next. */
function cells() {
  return Array.from({ length: LOCATIONS }, (_, location) =>
    LINES.map((serviceLine, line) => ({
      poolId: `pool-${(location * 3 + line * 7) % 10}`,
      locationId: `l${location}`,
      serviceLine,
    })),
  ).flat()
}

/** Lanes draw from the same keys, so that they also meet there. */
function makeBatch(random: Random, round: number) {
  return Array.from({ length: BATCH }, () => {
    const number = round * BATCH + random.below(BATCH * 6)
    const data = {
      locationId: `l${number % LOCATIONS}`,
      acceptingNewPatients: number % 2 === 0,
      reasonCode: 'other' as const,
    }
    return makeEvent('sluice.intake.changed.v1', data, {
      id: `e${number}`,
      source: `/feed/${number % 3}`,
      time: '2026-11-22T08:00:00Z',
    })
  })
}
