import { expect } from 'vitest'
import { approvalPool, base, cellId } from './approval-pool.ts'
import { type Api, type ApiRequest, test } from './configuration-fixture.ts'
import { makePool } from './planned-pool.ts'

test.for([
  ['POST', '/plans/1/decisions', { decision: 'approve' }],
  ['PUT', `/cells/${cellId(0)}/override`, { kind: 'pause', reason: 'other' }],
  ['DELETE', `/cells/${cellId(0)}/override`, undefined],
  ['POST', '/undo', { planNumber: 1, reason: 'other' }],
  ['DELETE', '/undo', undefined],
  ['PUT', `/cells/${cellId(0)}/message`, { messageId: 'm' }],
  ['DELETE', `/cells/${cellId(0)}/message`, undefined],
] as const)(
  '%s %s: not with a marketer’s key, and not another organization’s pool',
  async ([method, path, body], { api, database }) => {
    await approvalPool(api, database)
    const request: ApiRequest = { method, url: `${base}${path}`, ...(body ? { body } : {}) }
    expect(await api.as('north', 'marketer')(request)).toMatchObject({ status: 403 })
    expect(await api.as('south', 'admin')(request)).toMatchObject({ status: 404, body: { code: 'pool-not-found' } })
    expect(await api.admin.selectFrom('plan_decisions').selectAll().execute()).toEqual([])
  },
)

/** The pool as it is configured, with other settings of what asks first. */
async function putDecisions(api: Api, role: 'marketer' | 'admin', decisions: Record<string, unknown>) {
  const configured = (await api.as('north', 'admin')({ method: 'GET', url: base })).body
  const { id, version, policyVersion, configVersion, state, ...pool } = configured
  const policy = { ...(pool.policy as object), decisions }
  return api.as('north', role)({ method: 'PUT', url: base, body: { ...pool, policy } })
}

test.for([
  ['mode', 'approval', 'automatic'],
  ['largestRiseShare', 0.5, 0.6],
  ['largestCutShare', 0.8, 0.9],
  ['gateCutsWithoutApproval', false, true],
  ['climbBackWithoutApproval', false, true],
  ['requireApprovedMessage', true, false],
] as const)(
  'policy.decisions.%s from %s to %s asks less: not with config:write alone, the way back is free',
  async ([setting, strict, loose], { api, database }) => {
    await makePool(api, database, { decisions: { [setting]: strict } })
    const refused = await putDecisions(api, 'marketer', { [setting]: loose })
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'forbidden', errors: [{ pointer: `#/policy/decisions/${setting}` }] },
    })
    expect(refused.body.detail).toContain('plans:decide')
    const stored = (await api.as('north')({ method: 'GET', url: base })).body
    expect(stored.policy).toMatchObject({ decisions: { [setting]: strict } })
    expect(await putDecisions(api, 'admin', { [setting]: loose })).toMatchObject({ status: 200 })
    expect(await putDecisions(api, 'marketer', { [setting]: strict })).toMatchObject({ status: 200 })
    expect(await putDecisions(api, 'marketer', { [setting]: strict })).toMatchObject({ body: { changed: false } })
  },
)

test('archiving an approval pool and putting it again as an automatic one is no way around approval', async ({
  api,
  database,
}) => {
  await makePool(api, database, { decisions: { mode: 'approval' } })
  const { id, version, policyVersion, configVersion, state, ...pool } = (
    await api.as('north')({ method: 'GET', url: base })
  ).body
  const marketer = api.as('north', 'marketer')
  await marketer({ method: 'DELETE', url: base })
  const again = (mode: string) =>
    marketer({ method: 'PUT', url: base, body: { ...pool, policy: { decisions: { mode } } } })
  expect(await again('automatic')).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  expect(await again('approval')).toMatchObject({ status: 201 })
})

test('a clinic moved out of a pool that asks into one that does not: 403 for whoever only configures, by cell and by pool', async ({
  api,
  database,
}) => {
  await makePool(api, database, { decisions: { mode: 'approval' } })
  await makePool(api, database, { poolId: 'free' })
  const marketer = api.as('north', 'marketer')
  const cell = (await marketer({ method: 'GET', url: `${base}/cells/${cellId(0)}` })).body
  expect(await marketer({ method: 'DELETE', url: `${base}/cells/${cellId(0)}` })).toMatchObject({ status: 200 })
  const { id, version, ...body } = cell
  const move = { method: 'PUT', url: '/v1/pools/free/cells/moved', body } as const
  const refused = await marketer(move)
  expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden', errors: [{ pointer: '#' }] } })
  expect(refused.body.detail).toContain('plans:decide')
  expect(await api.as('north', 'admin')(move)).toMatchObject({ status: 201 })
})

test.for(['override', 'undo'] as const)(
  'a cell with an %s: who only configures neither removes nor renames nor moves it, nor archives its pool',
  async (origin, { api, database }) => {
    const { send, decide } = await approvalPool(api, database)
    const url = origin === 'override' ? `${base}/cells/${cellId(0)}/override` : `${base}/undo`
    const method = origin === 'override' ? 'PUT' : 'POST'
    const said = origin === 'override' ? { kind: 'pause' } : { planNumber: 1 }
    if (origin === 'undo') await decide(1, { decision: 'approve' })
    await api.as('north', 'approver')({ method, url, body: { ...said, reason: 'other' } })
    const marketer = api.as('north', 'marketer')
    const read = (await send({ method: 'GET', url: base })).body
    const { id, version, policyVersion, configVersion, state, ...pool } = read as typeof read & {
      cells: { id: string; locationId: string }[]
      places: { locationId: string }[]
    }
    const gone = pool.cells.find((cell) => cell.id === cellId(0))?.locationId
    const places = pool.places.filter(({ locationId }) => locationId !== gone)
    const others = pool.cells.filter((cell) => cell.id !== cellId(0))
    const renamed = pool.cells.map((cell) => (cell.id === cellId(0) ? { ...cell, id: 'renamed' } : cell))
    const moved = pool.cells.map((cell) => (cell.id === cellId(0) ? { ...cell, channel: 'search' } : cell))
    const ways: ApiRequest[] = [
      { method: 'DELETE', url: `${base}/cells/${cellId(0)}` },
      { method: 'PUT', url: base, body: { ...pool, cells: others, places } },
      { method: 'PUT', url: base, body: { ...pool, cells: renamed } },
      { method: 'PUT', url: base, body: { ...pool, cells: moved } },
      { method: 'DELETE', url: base },
    ]
    for (const way of ways) {
      const refused = await marketer(way)
      expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } })
      expect(JSON.stringify(refused.body)).toContain(
        `cell ${cellId(0)} ${origin === 'override' ? 'has an override (pause)' : 'is pinned by an undo'}`,
      )
    }
    await api.as('north', 'approver')({ method: 'DELETE', url })
    const taken = await marketer({ method: 'PUT', url: base, body: { ...pool, cells: moved } })
    expect(taken).toMatchObject({ status: 403, body: { errors: [{ pointer: '#/cells/0' }] } })
    expect(JSON.stringify(taken.body)).toContain('approved for the place it had')
    expect(await marketer({ method: 'DELETE', url: `${base}/cells/${cellId(0)}` })).toMatchObject({ status: 200 })
  },
)
