import { recomputePool } from '@sluice/recompute'
import { type Installation, withInstallation } from './installation.ts'
import { location, makeLargePool, serviceLine } from './large-pool.ts'

/** How long the plan of a large pool takes to read, over HTTP. `node bench/read-plan.ts [cells]` */
const CELLS = Number(process.argv[2] ?? 10_000)
const TIMES = 30

interface Read {
  url: string
  headers?: Record<string, string>
}

async function median({ app, token }: Installation, label: string, { url, headers = {} }: Read): Promise<void> {
  const taken: number[] = []
  let seen = ''
  for (let time = 0; time < TIMES; time += 1) {
    const before = performance.now()
    const answer = await fetch(`${app.listeningOrigin}${url}`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
    })
    const body = await answer.arrayBuffer()
    taken.push(performance.now() - before)
    seen = `${answer.status}, ${body.byteLength.toLocaleString('en')} bytes`
  }
  const middle = taken.toSorted((a, b) => a - b)[TIMES / 2] ?? 0
  process.stdout.write(`${label.padEnd(34)} ${middle.toFixed(1).padStart(7)} ms  ${seen}\n`)
}

async function measure(installation: Installation): Promise<void> {
  const { app, db, token } = installation
  const headers = { authorization: `Bearer ${token}` }
  const put = (url: string, payload: object) => app.inject({ method: 'PUT', url, headers, payload })
  for (let index = 0; index < 100; index += 1) await put(`/v1/locations/clinic-${index}`, location)
  await put('/v1/service-lines/ortho', serviceLine)
  await put('/v1/pools/large', makeLargePool(CELLS))
  const computed = await recomputePool({ db }, { orgId: 'bench', poolId: 'large' })
  process.stdout.write(`${CELLS} cells, plan ${computed.outcome}; median of ${TIMES}\n`)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const url = '/v1/pools/large/plan'
  await median(installation, 'the plan', { url })
  await median(installation, 'the plan, not modified', { url, headers: { 'if-none-match': 'W/"large.1"' } })
  await median(installation, '100 prices', { url: '/v1/pools/large/plan/prices' })
  await median(installation, 'the certificate', { url: '/v1/pools/large/plans/1/certificate' })
  await median(installation, 'history', { url: '/v1/pools/large/plans' })
  await median(installation, '100 recommendations', { url: '/v1/recommendations' })
  await median(installation, 'recommendations of one clinic', { url: '/v1/recommendations?locationId=clinic-7' })
}

await withInstallation(measure)
