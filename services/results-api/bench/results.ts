// What reading costs beside a bare route, and how soon a follower sees what an event changed; on a PostgreSQL of its own.
// npm run bench:results -- [cells] [seconds of each measurement] [reading or following: only that]
import { recomputePool } from '@sluice/recompute'
import { benchFollowing } from './following.ts'
import { type Installation, withInstallation } from './installation.ts'
import { location, makeLargePool, serviceLine } from './large-pool.ts'
import { benchReading } from './reading.ts'

const [cells = 10_000, seconds = 10] = process.argv.slice(2, 4).map(Number)
const only = process.argv[4]

async function measure(installation: Installation): Promise<void> {
  const { app, db, token } = installation
  const headers = { authorization: `Bearer ${token}` }
  const put = (url: string, payload: object) => app.inject({ method: 'PUT', url, headers, payload })
  for (let index = 0; index < 100; index += 1) await put(`/v1/locations/clinic-${index}`, location)
  await put('/v1/service-lines/ortho', serviceLine)
  await put('/v1/pools/large', makeLargePool(cells))
  const { outcome, errorCode } = await recomputePool({ db }, { orgId: 'bench', poolId: 'large' })
  if (outcome !== 'published') throw new Error(`no plan to read: ${outcome} ${errorCode ?? ''}`)
  process.stdout.write(`${cells.toLocaleString('en')} cells, plan ${outcome}\n`)
  await app.listen({ host: '127.0.0.1', port: 0 })
  if (only !== 'following') await benchReading(installation, seconds)
  if (only !== 'reading') await benchFollowing(installation, seconds)
}

await withInstallation(measure)
