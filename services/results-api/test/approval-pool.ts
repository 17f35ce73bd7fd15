import type { Plan, Recommendation } from '@sluice/contracts'
import type { TestDatabase } from '@sluice/test-kit'
import { expect } from 'vitest'
import type { Api } from './configuration-fixture.ts'
import { plannedPool } from './planned-pool.ts'

export const base = '/v1/pools/south-east'
export const cellId = (clinic: number) => `clinic-${clinic}.south-east`

/** A pool whose plans are approved, with a first plan in which clinics 0 and 1 have room and clinic 2 has not. */
export async function approvalPool(api: Api, database: TestDatabase) {
  const pool = await plannedPool(api, database, [38, 38, 12], { decisions: { mode: 'approval' } })
  const send = api.as('north', 'admin')
  const plan = async (status = 'effective') =>
    (await send({ method: 'GET', url: `${base}/plan?status=${status}` })).body as unknown as Plan
  const decide = (number: number, body: unknown, role: 'admin' | 'approver' = 'approver') =>
    api.as('north', role)({ method: 'POST', url: `${base}/plans/${number}/decisions`, body })
  return { pool, send, plan, decide }
}

/** Gives a clinic's cell another place: its channel becomes another. */
export async function moveCell(api: Api, clinic: number, channel = 'search'): Promise<void> {
  const send = api.as('north', 'admin')
  const { id, version, policyVersion, configVersion, state, ...pool } = (await send({ method: 'GET', url: base })).body
  const cells = (pool.cells as { id: string }[]).map((cell) =>
    cell.id === cellId(clinic) ? { ...cell, channel } : cell,
  )
  expect(await send({ method: 'PUT', url: base, body: { ...pool, cells } })).toMatchObject({ status: 200 })
}

export function amounts({ recommendations }: Plan): Record<string, number> {
  return Object.fromEntries(recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]))
}

export function requireSum(plan: Plan): void {
  const sum = Object.values(amounts(plan)).reduce((total, minor) => total + minor, 0)
  expect(sum + plan.reserveDailyMinor).toBe(plan.poolDailyBudgetMinor)
}

export const lineOf = ({ recommendations }: Plan, clinic: number): Recommendation | undefined =>
  recommendations.find((line) => line.cellId === cellId(clinic))

/** So that what is reported can be of a day that is over. */
export async function madeInJanuary(api: Api): Promise<void> {
  await api.admin.updateTable('plans').set({ computed_at: '2026-01-01T00:00:00Z' }).execute()
}
