import type { Plan } from '@sluice/contracts'
import { TooManyQuestions } from '@sluice/recompute'
import type { TestDatabase } from '@sluice/test-kit'
import { expect, onTestFinished } from 'vitest'
import { amounts, approvalPool, base, cellId, lineOf, moveCell, requireSum } from './approval-pool.ts'
import { type Api, test } from './configuration-fixture.ts'
import { plannedPool } from './planned-pool.ts'

/** A pool whose plans take effect, with its first one, and somebody who decides. */
async function automaticPool(api: Api, database: TestDatabase) {
  const pool = await plannedPool(api, database, [30, 30, 12])
  const send = api.as('north', 'approver')
  const plan = async () => (await send({ method: 'GET', url: `${base}/plan` })).body as unknown as Plan
  return { pool, send, plan, first: await plan() }
}

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

test('a decision stands where what comes of it cannot be told, and its answer says why', async ({ api, database }) => {
  const { decide } = await approvalPool(api, database)
  await decide(1, { decision: 'approve' })
  const { ask } = api.questions
  onTestFinished(() => {
    api.questions.ask = ask
  })
  api.questions.ask = () => Promise.reject(new TooManyQuestions())
  const send = api.as('north', 'approver')
  const url = `${base}/cells/${cellId(1)}/override`
  const put = await send({ method: 'PUT', url, body: { kind: 'pause', reason: 'brand_safety' } })
  expect(put).toMatchObject({ status: 200, body: { decisionId: 2, next: null, nextMissing: 'too_many_questions' } })
  api.questions.ask = () => Promise.reject(new Error('the thread is broken'))
  const undone = await send({ method: 'POST', url: `${base}/undo`, body: { planNumber: 1, reason: 'wrong_data' } })
  expect(undone).toMatchObject({ status: 200, body: { decisionId: 3, cells: 3, next: null, nextMissing: 'failed' } })
  expect(undone.text).not.toContain('broken')
})

test('undo: the numbers of an earlier plan, which the next event does not revert; a full clinic stays at its floor', async ({
  api,
  database,
}) => {
  const { pool, send, plan, first } = await automaticPool(api, database)
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

test('an approval is undone by what was in force before it, also where it is of the same plan, and of two partial ones the second alone', async ({
  api,
  database,
}) => {
  const { pool, send, plan, decide } = await approvalPool(api, database)
  const undo = (to: Record<string, unknown>) =>
    send({ method: 'POST', url: `${base}/undo`, body: { ...to, reason: 'wrong_data' } })
  const states = [amounts(await plan())]
  for (const clinic of [2, 0]) {
    expect(await decide(1, { decision: 'approve', cellIds: [cellId(clinic)] })).toMatchObject({ status: 200 })
    states.push(amounts(await plan()))
  }
  const [first, second, third] = states
  expect([second?.[cellId(2)], third?.[cellId(0)]]).not.toEqual([first?.[cellId(2)], first?.[cellId(0)]])
  // Back to the plan that is in force: said, since nothing changes by it.
  expect(await undo({ planNumber: 1 })).toMatchObject({ status: 200, body: { cells: 3, changedCells: 0 } })
  for (const [effectiveRevision, then] of [
    [2, second],
    [1, first],
  ] as const) {
    const changedCells = effectiveRevision === 2 ? 1 : expect.any(Number)
    expect(await undo({ effectiveRevision })).toMatchObject({ status: 200, body: { cells: 3, changedCells } })
    await pool.recompute()
    expect(amounts(await plan()), `revision ${effectiveRevision}`).toEqual(then)
  }
  expect(await undo({ effectiveRevision: 99 })).toMatchObject({ status: 404, body: { code: 'plan-not-found' } })
  for (const unclear of [{}, { planNumber: 1, effectiveRevision: 1 }])
    expect(await undo(unclear)).toMatchObject({ status: 422, body: { code: 'invalid-body' } })
})

test('an undo to a plan of which no cell is left is refused, and ends none that is in force', async ({
  api,
  database,
}) => {
  const { pool, send, plan, first } = await automaticPool(api, database)
  const undo = (planNumber: number) =>
    send({ method: 'POST', url: `${base}/undo`, body: { planNumber, reason: 'wrong_data' } })
  for (const clinic of [0, 1, 2]) await moveCell(api, clinic)
  await pool.recompute()
  const { number } = await plan()
  expect(number).toBeGreaterThan(first.number)
  expect(await undo(number)).toMatchObject({ status: 200, body: { cells: 3, changedCells: 0 } })
  expect(await undo(1)).toMatchObject({ status: 409, body: { code: 'nothing-to-undo' } })
  const decisions = (await send({ method: 'GET', url: `${base}/decisions` })).body.items as { kind: string }[]
  expect(decisions.map(({ kind }) => kind)).toEqual(['undo'])
  await pool.recompute()
  expect(lineOf(await plan(), 0)?.reasons).toContain(`undo:${number}`)
})

test('an undo says nothing of a cell that has another place by now', async ({ api, database }) => {
  const { pool, send, plan } = await automaticPool(api, database)
  await pool.report(0, 14)
  await pool.recompute()
  await moveCell(api, 0)
  const undone = await send({ method: 'POST', url: `${base}/undo`, body: { planNumber: 1, reason: 'wrong_data' } })
  expect(undone).toMatchObject({ status: 200, body: { cells: 2 } })
  await pool.recompute()
  const next = await plan()
  const isPinned = (clinic: number) => lineOf(next, clinic)?.reasons.includes('undo:1')
  expect([0, 1, 2].map(isPinned)).toEqual([false, true, true])
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
  const { pool, send, plan, first } = await automaticPool(api, database)
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

test('messages: where the pool asks for them, a cell without one does not rise', async ({ api, database }) => {
  const pool = await plannedPool(api, database, [38, 38, 12], { decisions: { requireApprovedMessage: true } })
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

test('an approved message ends where a marketer moves its cell, and the history of decisions has it', async ({
  api,
  database,
}) => {
  const pool = await plannedPool(api, database, [38, 38, 12], { decisions: { requireApprovedMessage: true } })
  const send = api.as('north', 'approver')
  const plan = async () => (await send({ method: 'GET', url: `${base}/plan` })).body as unknown as Plan
  const url = `${base}/cells/${cellId(0)}`
  await send({ method: 'PUT', url: `${url}/message`, body: { messageId: 'aligners-a' } })
  const { id, version, ...body } = (await send({ method: 'GET', url })).body
  const moved = { ...body, channel: 'search' }
  expect(await api.as('north', 'marketer')({ method: 'PUT', url, body: moved })).toMatchObject({ status: 200 })
  await pool.recompute()
  expect(lineOf(await plan(), 0)?.recommendedDailyBudgetMinor).toBeLessThanOrEqual(10_000)
  expect(lineOf(await plan(), 0)?.reasons).toContain('message_not_approved')
  const { items } = (await send({ method: 'GET', url: `${base}/decisions` })).body
  expect(items).toMatchObject([
    { id: 2, kind: 'message_removed', messageId: 'aligners-a', planNumber: null, reason: null },
    { id: 1, kind: 'message', messageId: 'aligners-a' },
  ])
})

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
