import { recomputePool } from '@sluice/recompute'
import { expect } from 'vitest'
import { amounts, approvalPool, base, cellId, lineOf, moveCell, requireSum } from './approval-pool.ts'
import { type Answered, test } from './configuration-fixture.ts'

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

test('nobody approves or rejects for another clinic than they read of: the same id has moved, whether planned since or not', async ({
  api,
  database,
}) => {
  const { pool, decide } = await approvalPool(api, database)
  await moveCell(api, 0)
  const moved = { status: 412, body: { code: 'approval-outdated', errors: [{ pointer: '#/cellIds' }] } }
  const ask = (decision: string) => decide(1, { decision, cellIds: [cellId(0)], reason: 'other' })
  expect(await ask('approve')).toMatchObject(moved)
  expect((await ask('approve')).body.errors).toMatchObject([
    { detail: `${cellId(0)} has another location, service line or channel` },
  ])
  expect(await ask('reject')).toMatchObject(moved)
  await pool.recompute()
  expect(await ask('approve')).toMatchObject({ status: 412 })
  expect(await decide(1, { decision: 'approve', cellIds: [cellId(2)] })).toMatchObject({ status: 200 })
})

test('nor where the latest plan is of another place, though the cell is back at its own', async ({ api, database }) => {
  const { pool, decide, plan } = await approvalPool(api, database)
  await moveCell(api, 0)
  await pool.recompute()
  await moveCell(api, 0, 'south-east')
  const { number } = await plan('proposed')
  const ask = (planNumber: number) => decide(planNumber, { decision: 'approve', cellIds: [cellId(0)] })
  const detail = `${cellId(0)} has another location, service line or channel`
  for (const planNumber of [1, number])
    expect(await ask(planNumber)).toMatchObject({ status: 412, body: { errors: [{ detail }] } })
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
