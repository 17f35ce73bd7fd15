import { type Installation, withInstallation } from './installation.ts'
import { location, makeLargePool, serviceLine } from './large-pool.ts'

/** How long PUT of a large pool takes, through the whole route, on a PostgreSQL of its own. `node bench/put-pool.ts [cells]` */
const CELLS = Number(process.argv[2] ?? 10_000)

async function timed(label: string, work: () => Promise<number>): Promise<void> {
  const before = performance.now()
  const status = await work()
  process.stdout.write(`${label.padEnd(34)} ${status}  ${Math.round(performance.now() - before)} ms\n`)
}

async function measure({ app, token }: Installation): Promise<void> {
  const headers = { authorization: `Bearer ${token}` }
  const put = async (url: string, payload: object) =>
    (await app.inject({ method: 'PUT', url, headers, payload })).statusCode
  const get = async (url: string) => (await app.inject({ method: 'GET', url, headers })).statusCode
  for (let index = 0; index < 100; index += 1) await put(`/v1/locations/clinic-${index}`, location)
  await put('/v1/service-lines/ortho', serviceLine)
  const { id: _, ...cell } = makeLargePool(CELLS).cells[0] ?? { id: '' }
  await timed(`PUT a new pool of ${CELLS} cells`, () => put('/v1/pools/large', makeLargePool(CELLS)))
  await timed('PUT the same again', () => put('/v1/pools/large', makeLargePool(CELLS)))
  await timed('PUT with one cell changed', () => put('/v1/pools/large', makeLargePool(CELLS, 7)))
  await timed('PUT of one cell', () => put('/v1/pools/large/cells/cell-0', { ...cell, baselineDailyBudgetMinor: 9 }))
  await timed('GET the pool', () => get('/v1/pools/large'))
}

await withInstallation(measure)
