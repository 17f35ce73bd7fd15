import type { Plan, Recommendation } from '@sluice/contracts'
import type { TestDatabase } from '@sluice/test-kit'
import { expect } from 'vitest'
import { type Answered, type Api, type ApiRequest, test } from './configuration-fixture.ts'
import { makePool } from './planned-pool.ts'

const base = '/v1/pools/south-east'
const cellId = (clinic: number) => `clinic-${clinic}.south-east`

/** A pool whose plans are approved, with a first plan in which clinics 0 and 1 have room and clinic 2 has not. */
async function approvalPool(api: Api, database: TestDatabase) {
  const pool = await makePool(api, database, { decisions: { mode: 'approval' } })
  for (const [clinic, open] of [38, 38, 12].entries()) await pool.report(clinic, open)
  await pool.recompute()
  const send = api.as('north', 'admin')
  const plan = async (status = 'effective') =>
    (await send({ method: 'GET', url: `${base}/plan?status=${status}` })).body as unknown as Plan
  const decide = (number: number, body: unknown, role: 'admin' | 'approver' = 'approver') =>
    api.as('north', role)({ method: 'POST', url: `${base}/plans/${number}/decisions`, body })
  return { pool, send, plan, decide }
}

function amounts({ recommendations }: Plan): Record<string, number> {
  return Object.fromEntries(recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]))
}

function requireSum(plan: Plan): void {
  const sum = Object.values(amounts(plan)).reduce((total, minor) => total + minor, 0)
  expect(sum + plan.reserveDailyMinor).toBe(plan.poolDailyBudgetMinor)
}

const lineOf = ({ recommendations }: Plan, clinic: number): Recommendation | undefined =>
  recommendations.find((line) => line.cellId === cellId(clinic))

test('an approval pool: the plan waits, what was spent before stays in force, and both add up', async ({
  api,
  database,
}) => {
  const { plan } = await approvalPool(api, database)
  const [effective, proposed] = [await plan(), await plan('proposed')]
  expect(effective).toMatchObject({ number: 1, status: 'proposed', effectiveRevision: 1 })
  expect(proposed).toMatchObject({ number: 1, status: 'proposed' })
  requireSum(effective)
  requireSum(proposed)
  const changed = proposed.recommendations.filter((line) => line.recommendedDailyBudgetMinor !== 10_000)
  expect(changed.length).toBeGreaterThan(0)
  for (const { cellId: id, recommendedDailyBudgetMinor } of changed) {
    const line = effective.recommendations.find((each) => each.cellId === id)
    expect(line?.proposedDailyBudgetMinor).toBe(recommendedDailyBudgetMinor)
    expect(line?.reasons[0]).toBe('awaiting_approval')
  }
})

test('approved: in force with the answer, told to pollers by the tag, noted with its author; a repeat changes nothing', async ({
  api,
  database,
}) => {
  const { send, plan, decide } = await approvalPool(api, database)
  const before = await send({ method: 'GET', url: `${base}/plan` })
  const answer = await decide(1, { decision: 'approve', decidedBy: 'ana' })
  expect(answer).toMatchObject({ status: 200, body: { decisionId: 1, effectiveRevision: 2, waitingCells: 0 } })
  expect(api.hinted.at(-1)).toMatchObject({ poolId: 'south-east', revision: answer.body.revision })
  const after = await send({
    method: 'GET',
    url: `${base}/plan`,
    headers: { 'if-none-match': String(before.headers.etag) },
  })
  expect(after).toMatchObject({ status: 200, body: { status: 'approved', effectiveRevision: 2 } })
  expect(amounts(await plan())).toEqual(amounts(await plan('proposed')))
  expect((await decide(1, { decision: 'approve' })).body).toEqual({
    decisionId: null,
    effectiveRevision: 2,
    waitingCells: 0,
    leftRejectedCellIds: [],
    alreadyInForceCellIds: [],
    revision: null,
  })
  const history = await send({ method: 'GET', url: `${base}/decisions?planNumber=1` })
  expect(history.body.items).toMatchObject([
    { id: 1, kind: 'approve', decidedBy: 'ana', reason: 'as_proposed', planNumber: 1 },
  ])
  const plans = await send({ method: 'GET', url: `${base}/plans` })
  expect(plans.body.items).toMatchObject([{ number: 1, status: 'approved' }])
  const audit = await api.admin
    .selectFrom('audit_log')
    .select(['action', 'object'])
    .where('action', 'like', 'plan.%')
    .execute()
  expect(audit).toEqual([{ action: 'plan.approve', object: 'south-east/1' }])
})

test('a plan by its number says where it stands: asked again, and by another tag, until a later plan settles it', async ({
  api,
  database,
}) => {
  const { pool, send, decide } = await approvalPool(api, database)
  const url = `${base}/plans/1`
  const waiting = await send({ method: 'GET', url })
  expect(waiting).toMatchObject({ body: { status: 'proposed' }, headers: { 'cache-control': 'private, no-cache' } })
  await decide(1, { decision: 'approve' })
  const approved = await send({ method: 'GET', url, headers: { 'if-none-match': String(waiting.headers.etag) } })
  expect(approved).toMatchObject({ status: 200, body: { status: 'approved' } })
  await pool.report(2, 39)
  await pool.recompute()
  const settled = await send({ method: 'GET', url, headers: { 'if-none-match': String(approved.headers.etag) } })
  expect(settled).toMatchObject({
    status: 304,
    headers: { 'cache-control': 'private, max-age=31536000, immutable' },
  })
})

test('approved in part: a cut alone frees money for the reserve; a rise alone waits for its money', async ({
  api,
  database,
}) => {
  const { plan, decide } = await approvalPool(api, database)
  const proposed = await plan('proposed')
  const cuts = proposed.recommendations
    .filter((line) => line.recommendedDailyBudgetMinor < 10_000)
    .map((line) => line.cellId)
  const rises = proposed.recommendations
    .filter((line) => line.recommendedDailyBudgetMinor > 10_000)
    .map((line) => line.cellId)
  expect([cuts.length > 0, rises.length > 0]).toEqual([true, true])
  const unfunded = await decide(1, { decision: 'approve', cellIds: rises })
  expect(unfunded).toMatchObject({ status: 409, body: { code: 'approval-not-funded' } })
  expect(await decide(1, { decision: 'approve', cellIds: cuts })).toMatchObject({
    status: 200,
    body: { waitingCells: rises.length },
  })
  const half = await plan()
  requireSum(half)
  expect(half.status).toBe('partly_approved')
  expect(half.reserveParts.awaitingMinor).toBeGreaterThan(0)
  expect(await decide(1, { decision: 'approve', cellIds: rises })).toMatchObject({
    status: 200,
    body: { waitingCells: 0 },
  })
  expect(amounts(await plan())).toEqual(amounts(proposed))
})

test('in a stream of events an approval fails only where an amount it is about has changed, and says which', async ({
  api,
  database,
}) => {
  const { pool, plan, decide } = await approvalPool(api, database)
  // Clinic 0 has less room: plan 1 can still be approved for clinic 2, though it is no longer the latest.
  await pool.report(0, 30)
  await pool.recompute()
  expect((await plan('proposed')).number).toBeGreaterThan(1)
  expect(await decide(1, { decision: 'approve', cellIds: [cellId(2)] })).toMatchObject({ status: 200 })
  // Clinic 0 is full now: what plan 1 said of it is no longer proposed.
  await pool.report(0, 0)
  await pool.recompute()
  const outdated = await decide(1, { decision: 'approve', cellIds: [cellId(0)] })
  expect(outdated).toMatchObject({ status: 412, body: { code: 'approval-outdated' } })
  expect(outdated.body.errors).toMatchObject([
    { pointer: '#/cellIds', detail: `now proposed for ${cellId(0)}: 1000 minor units a day` },
  ])
})

test('a gate cut by fresh data waits for nobody; its money waits in the reserve', async ({ api, database }) => {
  const { pool, plan } = await approvalPool(api, database)
  await pool.report(0, 0)
  await pool.recompute()
  const effective = await plan()
  expect(lineOf(effective, 0)).toMatchObject({ gate: 'gated', recommendedDailyBudgetMinor: 1_000 })
  expect(lineOf(effective, 1)?.recommendedDailyBudgetMinor).toBeLessThanOrEqual(10_000)
  requireSum(effective)
  expect(effective.reserveDailyMinor).toBeGreaterThanOrEqual(9_000)
})

test('refused: not asked for again while it stays the same', async ({ api, database }) => {
  const { send, plan, decide } = await approvalPool(api, database)
  expect(await decide(1, { decision: 'reject', reason: 'too_early' })).toMatchObject({
    status: 200,
    body: { waitingCells: 0 },
  })
  expect((await plan('proposed')).status).toBe('rejected')
  expect((await plan()).recommendations.some((line) => line.reasons[0] === 'rejected')).toBe(true)
  expect((await decide(1, { decision: 'reject' })).body.decisionId).toBe(null)
  // Only who names the cells takes the refusal back.
  expect((await decide(1, { decision: 'approve' })).body.decisionId).toBe(null)
  const cellIds = (await plan('proposed')).recommendations.map((line) => line.cellId)
  expect(await decide(1, { decision: 'approve', cellIds })).toMatchObject({ status: 200, body: { decisionId: 2 } })
  expect((await send({ method: 'GET', url: `${base}/decisions` })).body.items).toMatchObject([
    { kind: 'approve' },
    { kind: 'reject', reason: 'too_early' },
  ])
})

test('approving the whole plan leaves out what was rejected and names it; named, it is approved', async ({
  api,
  database,
}) => {
  const { plan, decide } = await approvalPool(api, database)
  const proposed = amounts(await plan('proposed'))
  expect(Object.values(proposed)).not.toContain(10_000)
  await decide(1, { decision: 'reject', cellIds: [cellId(1)], reason: 'too_large' })
  const rest = await decide(1, { decision: 'approve' })
  expect(rest).toMatchObject({
    status: 200,
    body: { decisionId: 2, waitingCells: 0, leftRejectedCellIds: [cellId(1)] },
  })
  expect(amounts(await plan())).toEqual({ ...proposed, [cellId(1)]: 10_000 })
  expect(lineOf(await plan(), 1)?.reasons[0]).toBe('rejected')
  requireSum(await plan())
  const again = await decide(1, { decision: 'approve' })
  expect(again.body).toMatchObject({ decisionId: null, leftRejectedCellIds: [cellId(1)] })
  const named = await decide(1, { decision: 'approve', cellIds: [cellId(1)] })
  expect(named).toMatchObject({ status: 200, body: { decisionId: 3, leftRejectedCellIds: [] } })
  expect(amounts(await plan())).toEqual(proposed)
})

test('what is in force already is not rejected: 409 says so, by cell; a rejection repeated changes nothing', async ({
  api,
  database,
}) => {
  const { send, decide } = await approvalPool(api, database)
  const rejectAll = { decision: 'reject', reason: 'too_large' }
  expect(await decide(1, rejectAll)).toMatchObject({ status: 200, body: { decisionId: 1 } })
  expect(await decide(1, rejectAll)).toMatchObject({ status: 200, body: { decisionId: null } })
  await decide(1, { decision: 'approve', cellIds: [cellId(2)] })
  expect(await decide(1, { ...rejectAll, cellIds: [cellId(0), cellId(2)] })).toMatchObject({
    status: 409,
    body: {
      code: 'already-in-force',
      errors: [{ pointer: '#/cellIds', detail: expect.stringContaining(`${cellId(2)} is in force already`) }],
    },
  })
  // The whole plan: what is in force stays, and is named.
  expect((await decide(1, rejectAll)).body).toMatchObject({ decisionId: null, alreadyInForceCellIds: [cellId(2)] })
  expect(await decide(1, { ...rejectAll, cellIds: ['nobody'] })).toMatchObject({
    status: 404,
    body: { code: 'cell-not-found', errors: [{ pointer: '#/cellIds', detail: 'nobody is no such cell' }] },
  })
  await decide(1, { decision: 'approve', cellIds: [0, 1, 2].map(cellId) })
  const refused = await decide(1, rejectAll)
  expect(refused).toMatchObject({ status: 409, body: { code: 'already-in-force' } })
  expect(refused.body.detail).toContain('undo')
  expect((await send({ method: 'GET', url: `${base}/decisions` })).body.items).toHaveLength(3)
})

test('two approvers at once: one decides, the other finds it decided', async ({ api, database }) => {
  const { decide } = await approvalPool(api, database)
  const answers = await Promise.all([decide(1, { decision: 'approve' }), decide(1, { decision: 'approve' }, 'admin')])
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect(answers.map(({ body }) => body.decisionId).sort()).toEqual([1, null])
  expect(new Set(answers.map(({ body }) => body.effectiveRevision))).toEqual(new Set([2]))
})

test('a recompute that was loaded before a decision does not take it back', async ({ api, database }) => {
  const { pool, plan, decide } = await approvalPool(api, database)
  await pool.report(1, 37)
  const { recomputePool } = await import('@sluice/recompute')
  let decided: Answered | undefined
  const beforePublish = async () => {
    decided ??= await decide(1, { decision: 'approve' })
  }
  expect(await recomputePool({ db: api.db, beforePublish }, pool)).toMatchObject({ outcome: 'superseded' })
  expect(decided).toMatchObject({ status: 200 })
  await pool.recompute()
  requireSum(await plan())
  expect((await plan()).recommendations.every((line) => line.reasons[0] !== 'awaiting_approval')).toBe(true)
})

test('an override is in force without further approval, until it expires or is taken back; a pause is a status of its own', async ({
  api,
  database,
}) => {
  const { pool, send, plan } = await approvalPool(api, database)
  const url = `${base}/cells/${cellId(1)}/override`
  const put = (body: unknown) => api.as('north', 'approver')({ method: 'PUT', url, body })
  const fixed = { kind: 'fixed', dailyBudgetMinor: 9_000, reason: 'local_knowledge', decidedBy: 'ana' }
  expect(await put(fixed)).toMatchObject({ status: 200, body: { decisionId: 1 } })
  expect((await put(fixed)).body).toMatchObject({ decisionId: null, revision: null })
  await pool.recompute()
  expect(lineOf(await plan(), 1)).toMatchObject({ recommendedDailyBudgetMinor: 9_000 })
  expect(lineOf(await plan(), 1)?.reasons[0]).toBe('locked')
  expect(lineOf(await plan(), 1)?.sentence).toContain('locked by ana (local knowledge)')
  await put({ ...fixed, decidedBy: null, dailyBudgetMinor: 8_900 })
  await pool.recompute()
  // Nobody is named: by what the key is called, never by its id.
  expect(lineOf(await plan(), 1)?.sentence).toContain('locked by approver (local knowledge)')
  await put({ kind: 'pause', reason: 'brand_safety' })
  await pool.recompute()
  expect(lineOf(await plan(), 1)).toMatchObject({
    status: 'paused',
    recommendedDailyBudgetMinor: 0,
    platformDailyBudgetMinor: 1_000,
  })
  requireSum(await plan())
  expect(await send({ method: 'DELETE', url })).toMatchObject({ status: 200, body: { decisionId: 4 } })
  await pool.recompute()
  expect(lineOf(await plan('proposed'), 1)?.status).toBe('active')
  expect(await put({ ...fixed, expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({ status: 422 })
  expect(await put({ ...fixed, dailyBudgetMinor: 0 })).toMatchObject({ status: 422 })
})

test('an override answers how its cell will stand: paid for, waiting for money that others have, full', async ({
  api,
  database,
}) => {
  const { pool, plan } = await approvalPool(api, database)
  const before = await plan()
  // The first question starts the thread that answers it, and a decision does not wait for that long on a busy machine.
  await api.as('north')({ method: 'POST', url: `${base}/simulations?lines=none`, body: {} })
  const put = (clinic: number, dailyBudgetMinor: number) =>
    api.as(
      'north',
      'approver',
    )({
      method: 'PUT',
      url: `${base}/cells/${cellId(clinic)}/override`,
      body: { kind: 'fixed', dailyBudgetMinor, reason: 'local_knowledge' },
    })
  expect((await put(2, 9_000)).body.next).toEqual({
    standing: 'in_force',
    dailyBudgetMinor: 9_000,
    proposedDailyBudgetMinor: 9_000,
    currency: 'USD',
    reasons: ['locked', 'capacity_ceiling'],
  })
  const wanted = 10_000 + before.reserveDailyMinor + 2_000
  const waits = (await put(1, wanted)).body.next as { proposedDailyBudgetMinor: number }
  expect(waits).toMatchObject({ standing: 'awaiting_money', dailyBudgetMinor: 10_000, reasons: ['locked'] })
  await pool.recompute()
  const line = lineOf(await plan(), 1)
  expect(line).toMatchObject({ recommendedDailyBudgetMinor: 10_000, ...{ reasons: ['awaiting_money', 'locked'] } })
  expect(line?.proposedDailyBudgetMinor).toBe(waits.proposedDailyBudgetMinor)
  await pool.report(0, 0)
  expect((await put(0, 9_000)).body.next).toMatchObject({ dailyBudgetMinor: 1_000, reasons: ['no_headroom'] })
})

test('undo: the numbers of an earlier plan, which the next event does not revert; a full clinic stays at its floor', async ({
  api,
  database,
}) => {
  const pool = await makePool(api, database)
  for (const [clinic, open] of [30, 30, 12].entries()) await pool.report(clinic, open)
  await pool.recompute()
  const send = api.as('north', 'approver')
  const plan = async () => (await send({ method: 'GET', url: `${base}/plan` })).body as unknown as Plan
  const first = await plan()
  await pool.report(0, 14)
  await pool.recompute()
  expect(amounts(await plan())).not.toEqual(amounts(first))
  const undone = await send({ method: 'POST', url: `${base}/undo`, body: { planNumber: 1, reason: 'wrong_data' } })
  expect(undone).toMatchObject({ status: 200, body: { cells: 3 } })
  const { next } = undone.body as {
    next: { cellId: string; pinnedDailyBudgetMinor: number; dailyBudgetMinor: number }[]
  }
  expect(Object.fromEntries(next.map((cell) => [cell.cellId, cell.dailyBudgetMinor]))).toEqual(amounts(first))
  await pool.recompute()
  expect(amounts(await plan())).toEqual(amounts(first))
  await pool.report(1, 16)
  await pool.recompute()
  expect(amounts(await plan())).toEqual(amounts(first))
  await pool.report(2, 0)
  await pool.recompute()
  const full = await plan()
  expect(amounts(full)).toEqual({ ...amounts(first), [cellId(2)]: 1_000 })
  requireSum(full)
  expect(await send({ method: 'DELETE', url: `${base}/undo` })).toMatchObject({ status: 200, body: { decisionId: 2 } })
  await pool.recompute()
  expect((await plan()).recommendations.some((line) => line.reasons.includes('locked'))).toBe(false)
})

test('an undo answers how each cell will stand: what it had, what it gets, what is said of it, what a tool set last', async ({
  api,
  database,
}) => {
  const { pool, plan, decide } = await approvalPool(api, database)
  await decide(1, { decision: 'approve' })
  const first = amounts(await plan())
  await pool.report(2, 0)
  await pool.recompute()
  const send = api.as('north', 'approver')
  const applied = { cellId: cellId(0), dailyBudgetMinor: 7_700, appliedAt: new Date().toISOString() }
  await send({ method: 'POST', url: `${base}/plans/1/applied`, body: { items: [applied] } })
  const undone = await send({ method: 'POST', url: `${base}/undo`, body: { planNumber: 1, reason: 'wrong_data' } })
  const next = undone.body.next as { cellId: string }[]
  expect(next.map((cell) => cell.cellId)).toEqual(Object.keys(first).sort())
  expect(next[0]).toEqual({
    cellId: cellId(0),
    standing: 'in_force',
    pinnedDailyBudgetMinor: first[cellId(0)],
    dailyBudgetMinor: first[cellId(0)],
    proposedDailyBudgetMinor: first[cellId(0)],
    appliedDailyBudgetMinor: 7_700,
    currency: 'USD',
    reasons: ['locked', 'undo:1'],
  })
  expect(next[2]).toMatchObject({
    pinnedDailyBudgetMinor: first[cellId(2)],
    dailyBudgetMinor: 1_000,
    proposedDailyBudgetMinor: 1_000,
    appliedDailyBudgetMinor: null,
  })
  await pool.recompute()
  expect(amounts(await plan())).toEqual({ ...first, [cellId(2)]: 1_000 })
})

test('a pause said during an undo stops the cell at the next plan; an undo said after it brings the cell back', async ({
  api,
  database,
}) => {
  const pool = await makePool(api, database)
  for (const [clinic, open] of [30, 30, 12].entries()) await pool.report(clinic, open)
  await pool.recompute()
  const send = api.as('north', 'approver')
  const plan = async () => (await send({ method: 'GET', url: `${base}/plan` })).body as unknown as Plan
  const first = await plan()
  const undo = { method: 'POST', url: `${base}/undo`, body: { planNumber: 1, reason: 'wrong_data' } } as const
  const pause = { kind: 'pause', reason: 'brand_safety' }
  const put = () => send({ method: 'PUT', url: `${base}/cells/${cellId(1)}/override`, body: pause })
  await send(undo)
  await pool.recompute()
  expect((await put()).body).toMatchObject({ decisionId: 2 })
  expect((await put()).body).toMatchObject({ decisionId: null, revision: null })
  await pool.recompute()
  expect(amounts(await plan())).toMatchObject({ [cellId(1)]: 0 })
  expect(lineOf(await plan(), 1)?.status).toBe('paused')
  requireSum(await plan())
  await send(undo)
  await pool.recompute()
  expect(amounts(await plan())).toEqual(amounts(first))
  // The same words again, but the undo is in front of them now.
  expect((await put()).body).toMatchObject({ decisionId: 4 })
  await pool.recompute()
  expect(lineOf(await plan(), 1)?.status).toBe('paused')
})

test('applied: in parts, repeated, never two amounts of one moment; ramps count from it the day after', async ({
  api,
  database,
}) => {
  const { send } = await approvalPool(api, database)
  await madeInJanuary(api)
  const tool = api.as('north', 'operations')
  const report = (items: unknown[], number = 1) =>
    tool({ method: 'POST', url: `${base}/plans/${number}/applied`, body: { items } })
  const item = { cellId: cellId(0), dailyBudgetMinor: 8_000, appliedAt: '2026-01-02T09:00:00Z' }
  expect(await report([item])).toMatchObject({ status: 200, body: { accepted: 1 } })
  expect((await report([item, { ...item, cellId: cellId(1) }])).body.accepted).toBe(1)
  expect((await report([item])).body).toEqual({ accepted: 0, revision: null })
  const conflict = await report([
    { ...item, cellId: cellId(2) },
    { ...item, dailyBudgetMinor: 1 },
  ])
  expect(conflict).toMatchObject({
    status: 409,
    body: { code: 'applied-conflict', errors: [{ pointer: '#/items/1' }] },
  })
  expect(await report([{ ...item, appliedAt: '2099-01-01T00:00:00Z' }])).toMatchObject({ status: 422 })
  expect(await report([{ ...item, cellId: 'nowhere' }])).toMatchObject({
    status: 404,
    body: { code: 'cell-not-found' },
  })
  expect(await report([item], 9)).toMatchObject({ status: 404, body: { code: 'plan-not-found' } })
  const { recomputePool } = await import('@sluice/recompute')
  await recomputePool({ db: api.db }, { orgId: 'north', poolId: 'south-east' })
  const proposed = (await send({ method: 'GET', url: `${base}/plan?status=proposed` })).body as unknown as Plan
  expect(lineOf(proposed, 0)?.referenceDailyBudgetMinor).toBe(8_000)
})

/** So that what is reported can be of a day that is over. */
async function madeInJanuary(api: Api): Promise<void> {
  await api.admin.updateTable('plans').set({ computed_at: '2026-01-01T00:00:00Z' }).execute()
}

test('applied: not before the plan was made, but for a clock that is minutes behind', async ({ api, database }) => {
  await approvalPool(api, database)
  const { computed_at } = await api.admin.selectFrom('plans').select('computed_at').executeTakeFirstOrThrow()
  const report = (minutes: number) => {
    const appliedAt = new Date(computed_at.getTime() + minutes * 60_000).toISOString()
    const item = { cellId: cellId(0), dailyBudgetMinor: 8_000, appliedAt }
    return api.as('north', 'operations')({ method: 'POST', url: `${base}/plans/1/applied`, body: { items: [item] } })
  }
  expect(await report(-6)).toMatchObject({
    status: 422,
    body: { code: 'invalid-body', errors: [{ pointer: '#/items/0/appliedAt' }] },
  })
  expect(await api.admin.selectFrom('applied_budgets').selectAll().execute()).toEqual([])
  expect(await report(-4)).toMatchObject({ status: 200, body: { accepted: 1 } })
})

test('applied: what no cell is given is refused whole and not repeated; ten baselines are believed', async ({
  api,
  database,
}) => {
  const { plan } = await approvalPool(api, database)
  await madeInJanuary(api)
  expect((await plan()).poolDailyBudgetMinor).toBeLessThan(100_000)
  const report = (...amounts: number[]) => {
    const appliedAt = '2026-01-02T09:00:00Z'
    const items = amounts.map((dailyBudgetMinor, clinic) => ({ cellId: cellId(clinic), dailyBudgetMinor, appliedAt }))
    return api.as('north', 'operations')({ method: 'POST', url: `${base}/plans/1/applied`, body: { items } })
  }
  for (const wrong of [99_999_999, 100_001]) {
    const refused = await report(8_000, wrong)
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'applied-implausible',
        errors: [{ pointer: '#/items/1/dailyBudgetMinor', detail: 'at most 100000 minor units a day' }],
      },
    })
    expect(JSON.stringify(refused.body)).not.toContain(String(wrong))
  }
  expect(await api.admin.selectFrom('applied_budgets').selectAll().execute()).toEqual([])
  expect(await report(8_000, 100_000)).toMatchObject({ status: 200, body: { accepted: 2 } })
})

test('applied: a wrong report is corrected at its very moment; ramps count from what is right, the audit log has both', async ({
  api,
  database,
}) => {
  const { pool, plan } = await approvalPool(api, database)
  await madeInJanuary(api)
  const item = { cellId: cellId(0), dailyBudgetMinor: 80_000, appliedAt: '2026-01-02T09:00:00Z' }
  const right = { ...item, dailyBudgetMinor: 8_000 }
  const report = (body: unknown) =>
    api.as('north', 'operations')({ method: 'POST', url: `${base}/plans/1/applied`, body })
  expect((await report({ items: [item] })).body.accepted).toBe(1)
  expect(await report({ items: [right] })).toMatchObject({ status: 409, body: { code: 'applied-conflict' } })
  expect((await report({ items: [right, right, { ...right, cellId: cellId(1) }], corrects: true })).status).toBe(200)
  expect((await report({ items: [right], corrects: true })).body).toEqual({ accepted: 0, revision: null })
  expect(await report({ items: [right, { ...right, dailyBudgetMinor: 1 }], corrects: true })).toMatchObject({
    status: 409,
    body: { errors: [{ pointer: '#/items/1' }] },
  })
  await pool.recompute()
  expect(lineOf(await plan('proposed'), 0)?.referenceDailyBudgetMinor).toBe(8_000)
  expect(lineOf(await plan('proposed'), 1)?.referenceDailyBudgetMinor).toBe(8_000)
  const actions = await api.admin
    .selectFrom('audit_log')
    .select('action')
    .where('action', 'like', 'plan.applied%')
    .orderBy('id')
    .execute()
  expect(actions.map(({ action }) => action)).toEqual(['plan.applied', 'plan.applied_corrected'])
})

test('applied: what was corrected stays readable: each amount, who said it when, the newest moment first, page by page', async ({
  api,
  database,
}) => {
  const { send } = await approvalPool(api, database)
  await madeInJanuary(api)
  const report = (dailyBudgetMinor: number, at: string, corrects = false) =>
    api.as(
      'north',
      'operations',
    )({
      method: 'POST',
      url: `${base}/plans/1/applied`,
      body: { items: [{ cellId: cellId(0), dailyBudgetMinor, appliedAt: at }], corrects },
    })
  const [first, second] = ['2026-01-02T09:00:00.000000Z', '2026-01-03T09:00:00.000000Z']
  await report(8_000, first)
  await report(8_100, second)
  await report(9_000, first, true)
  await report(9_000, first, true)
  await report(8_500, first, true)
  const list = async (query: string) => (await send({ method: 'GET', url: `${base}/applied${query}` })).body
  const page = await list(`?limit=1&cellId=${cellId(0)}`)
  expect(page.items).toMatchObject([{ appliedAt: second, dailyBudgetMinor: 8_100, planNumber: 1, replaced: [] }])
  const rest = await list(`?limit=1&cellId=${cellId(0)}&cursor=${page.nextCursor}`)
  expect(rest).toMatchObject({
    items: [
      {
        appliedAt: first,
        dailyBudgetMinor: 8_500,
        replaced: [{ dailyBudgetMinor: 9_000 }, { dailyBudgetMinor: 8_000 }],
      },
    ],
    nextCursor: null,
  })
  const [{ author, reportedAt, replaced }] = rest.items as [
    { author: string; reportedAt: string; replaced: { author: string; reportedAt: string }[] },
  ]
  expect(replaced.map((each) => each.author)).toEqual([author, author])
  expect([reportedAt, ...replaced.map((each) => each.reportedAt)]).toEqual(
    [reportedAt, ...replaced.map((each) => each.reportedAt)].toSorted().toReversed(),
  )
  expect((await list(`?cellId=${cellId(1)}`)).items).toEqual([])
  expect(await api.as('south', 'admin')({ method: 'GET', url: `${base}/applied` })).toMatchObject({ status: 404 })
})

test('messages: where the pool asks for them, a cell without one does not rise', async ({ api, database }) => {
  const pool = await makePool(api, database, { decisions: { requireApprovedMessage: true } })
  for (const [clinic, open] of [38, 38, 12].entries()) await pool.report(clinic, open)
  await pool.recompute()
  const send = api.as('north', 'approver')
  const plan = async () => (await send({ method: 'GET', url: `${base}/plan` })).body as unknown as Plan
  expect((await plan()).recommendations.every((line) => line.recommendedDailyBudgetMinor <= 10_000)).toBe(true)
  expect(lineOf(await plan(), 0)?.reasons).toContain('message_not_approved')
  const url = `${base}/cells/${cellId(0)}/message`
  expect(await send({ method: 'PUT', url, body: { messageId: 'aligners-a' } })).toMatchObject({
    status: 200,
    body: { decisionId: 1 },
  })
  await pool.recompute()
  expect(lineOf(await plan(), 0)?.recommendedDailyBudgetMinor).toBeGreaterThan(10_000)
  const messages = async () => {
    const { items } = (await send({ method: 'GET', url: `${base}/budgets` })).body as { items: { message: unknown }[] }
    return items.slice(0, 2).map(({ message }) => message)
  }
  const approved = { approvedBy: 'approver', approvedAt: expect.any(String) }
  expect(await messages()).toEqual([{ messageId: 'aligners-a', ...approved }, null])
  await send({ method: 'PUT', url, body: { messageId: 'aligners-b', decidedBy: 'ana' } })
  expect(await messages()).toEqual([{ messageId: 'aligners-b', ...approved, approvedBy: 'ana' }, null])
  expect(await send({ method: 'DELETE', url })).toMatchObject({ status: 200, body: { decisionId: 3 } })
  expect(await messages()).toEqual([null, null])
  const { items } = (await send({ method: 'GET', url: `${base}/decisions` })).body
  expect(items).toMatchObject([
    { kind: 'message_removed', messageId: 'aligners-b' },
    { kind: 'message', messageId: 'aligners-b' },
    { kind: 'message', messageId: 'aligners-a' },
  ])
})

test('budgets: recommended, in force and since which decision, applied and spent, cell by cell', async ({
  api,
  database,
}) => {
  const { plan, send, decide } = await approvalPool(api, database)
  await madeInJanuary(api)
  const proposed = amounts(await plan('proposed'))
  await decide(1, { decision: 'approve', cellIds: [cellId(2)] })
  const item = { cellId: cellId(2), dailyBudgetMinor: 6_900, appliedAt: '2026-01-02T09:00:00.000Z' }
  await api.as('north', 'operations')({ method: 'POST', url: `${base}/plans/1/applied`, body: { items: [item] } })
  const first = await send({ method: 'GET', url: `${base}/budgets?limit=2` })
  const next = /<(.+)>; rel="next"/.exec(String(first.headers.link))?.[1] ?? ''
  const second = await send({ method: 'GET', url: next })
  expect([first.status, second.status]).toEqual([200, 200])
  const items = [first, second].flatMap(({ body }) => body.items as Record<string, unknown>[])
  expect(items.map((line) => line.cellId)).toEqual([cellId(0), cellId(1), cellId(2)])
  expect(items[0]).toMatchObject({
    standing: 'awaiting_approval',
    recommendedDailyBudgetMinor: proposed[cellId(0)],
    effectiveDailyBudgetMinor: 10_000,
    decisionId: null,
    appliedAt: null,
    spentYesterdayMinor: null,
    currency: 'USD',
  })
  expect(items[2]).toMatchObject({
    standing: 'in_force',
    effectiveDailyBudgetMinor: proposed[cellId(2)],
    effectivePlanNumber: 1,
    decisionId: 1,
    appliedDailyBudgetMinor: 6_900,
    appliedAt: item.appliedAt,
  })
  const waiting = await send({ method: 'GET', url: `${base}/budgets?standing=awaiting_approval` })
  expect((waiting.body.items as unknown[]).length).toBe(2)
  expect(await api.as('south')({ method: 'GET', url: `${base}/budgets` })).toMatchObject({ status: 404 })
})

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

test('a paused cell of an approval pool that is removed stays at nothing; put back, it asks anew', async ({
  api,
  database,
}) => {
  const { pool, send, plan } = await approvalPool(api, database)
  const url = `${base}/cells/${cellId(0)}`
  const { id, version, ...body } = (await send({ method: 'GET', url })).body
  await api.as('north', 'approver')({ method: 'PUT', url: `${url}/override`, body: { kind: 'pause', reason: 'other' } })
  await pool.recompute()
  expect(amounts(await plan())[cellId(0)]).toBe(0)
  expect(await send({ method: 'DELETE', url })).toMatchObject({ status: 200 })
  await pool.recompute()
  expect(amounts(await plan())[cellId(0)]).toBe(0)
  expect(await send({ method: 'PUT', url, body })).toMatchObject({ status: 201 })
  await pool.recompute()
  const line = lineOf(await plan(), 0)
  expect(line).toMatchObject({ recommendedDailyBudgetMinor: 0, proposedDailyBudgetMinor: expect.any(Number) })
  expect(line?.reasons[0]).toBe('awaiting_approval')
})
