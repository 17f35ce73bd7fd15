import { join } from 'node:path'
import { startOwnPostgres } from '@sluice/test-kit/own-postgres'
import { startStandalone } from '../../e2e/installation.ts'
import { linesWithCanary, tablesWithCanary } from '../fuzz/canary.ts'
import { fuzz, type SlowAnswer } from '../fuzz/fuzz.ts'
import { makeFuzzKey } from '../fuzz/key.ts'
import type { Outcome, Program, RunOptions } from '../program.ts'

/** Beyond it a request counts as not answered. */
const HANG_MS = 10_000
const SLOW_MS = 2_000

/** R15. `--requests`: for each operation. */
export const fuzzed: Program = {
  goal: 'R15: nearly right requests to every operation get declared answers within 2 s, and nothing refused is kept or repeated',
  async run({ seed, runs: requests = 200, minutes }: RunOptions): Promise<Outcome> {
    const postgres = await startOwnPostgres()
    const { folder, origins, services, stop } = await startStandalone({
      DATABASE_URL: postgres.adminUrl,
      // Some requests have keys that are none; ours is to be looked up all the same.
      KEY_GUESSES_PER_MINUTE: '1000000000',
    })
    const until = performance.now() + minutes * 60_000
    const target = { origin: origins.results, key: await makeFuzzKey(postgres.adminUrl) }
    const { sent, byStatus, slowest, slow, events, faults, faultCount } = await fuzz({
      ...target,
      seed,
      requests,
      hangMs: HANG_MS,
      slowMs: SLOW_MS,
      until,
    })
    const tables = await tablesWithCanary(postgres.adminUrl)
    const lines = await linesWithCanary(join(folder, 'sluice.log'))
    const uncaught = services.flatMap((service) => service.uncaught())
    await stop()
    await postgres.remove()
    const broken = [
      ...faults,
      ...tables.map((table) => `refused text in ${table}`),
      ...(lines > 0 ? [`refused text in ${lines} lines of the log`] : []),
      ...uncaught,
      ...(events.taken <= events.refused / 2 ? ['most events were refused: little of what is behind was reached'] : []),
      ...slow.map((answer) => `took more than ${SLOW_MS} ms: ${shown(answer)}`),
    ]
    return {
      counts: {
        ...{
          sent,
          faults: faultCount,
          slowest: shown(slowest),
          [`slower than ${SLOW_MS} ms`]: slow.length,
          statuses: JSON.stringify(byStatus),
        },
        'events posted': events.taken + events.refused,
        'of them stored, %': Math.round((100 * events.taken) / (events.taken + events.refused)),
      },
      broken,
    }
  },
}

function shown({ operationId, status, ms }: SlowAnswer): string {
  return `${operationId}, ${status}, ${Math.round(ms)} ms`
}
