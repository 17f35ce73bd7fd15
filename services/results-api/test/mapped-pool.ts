import type { Plan } from '@sluice/contracts'
import type { TestDatabase } from '@sluice/test-kit'
import { parse } from 'csv-parse/sync'
import { expect } from 'vitest'
import type { Api } from './configuration-fixture.ts'
import { makePool, type PlannedPool } from './planned-pool.ts'

export const base = '/v1/pools/south-east'

/** A pool of three clinics, and its files. */
export interface Setup {
  pool: PlannedPool
  get(path: string): Promise<{ status: number; headers: Record<string, unknown>; text: string }>
  /** Makes a file that counts. */
  make(path: string): Promise<{ status: number; headers: Record<string, unknown>; text: string }>
  plan(): Promise<Plan>
}

/** Three clinics: one on Google Ads, one half on Google Ads and half on Meta, one nowhere. */
export async function setUp(api: Api, database: TestDatabase): Promise<Setup> {
  const pool = await makePool(api, database)
  const cells = (clinic: number, share: number) => [{ cellId: `clinic-${clinic}.south-east`, share }]
  const google = { platform: 'google_ads', accountId: '123-456-7890', level: 'campaign' }
  const meta = { platform: 'meta', accountId: '77', level: 'ad_set' }
  const entities = [
    { id: 'zero', ...google, externalId: '1', name: 'Clinic 0 | Search', cells: cells(0, 1) },
    { id: 'one', ...google, externalId: '2', name: 'Clinic 1 | Search', cells: cells(1, 1 / 2) },
    { id: 'one-social', ...meta, externalId: '2385', name: 'Clinic 1 | Social', cells: cells(1, 1 / 2) },
  ]
  const put = await api.as('north')({ method: 'PUT', url: `${base}/platform-entities`, body: { entities } })
  expect(put.status).toBe(200)
  const ask = async (method: 'GET' | 'POST', role: 'viewer' | 'approver', path: string) => {
    const answer = await api.as('north', role)({ method, url: `${base}${path}` })
    return { status: answer.status, headers: answer.headers, text: answer.text }
  }
  const get = (path: string) => ask('GET', 'viewer', path)
  const make = (path: string) => ask('POST', 'approver', path)
  return { pool, get, make, plan: async () => JSON.parse((await get('/plan')).text) }
}

/** The next plan considers what a clinic reports. */
export async function report({ pool }: Setup, clinic: number, open: number): Promise<void> {
  await pool.report(clinic, open)
  await pool.recompute()
}

export const csv = (text: string) => parse(text, { columns: true }) as Record<string, string>[]
export const amountOf = (plan: Plan, clinic: number) =>
  plan.recommendations.find(({ cellId }) => cellId === `clinic-${clinic}.south-east`)?.recommendedDailyBudgetMinor ?? 0
