import { setTimeout as pause } from 'node:timers/promises'
import type { Plan } from '@sluice/contracts'
import type { HttpApp } from '@sluice/service-kit'

/** The first plan of a sample pool takes well under a second; a machine may be slow, or the worker may have failed. */
const PATIENCE_MS = 30_000
const POLL_MS = 25

/** Asks our own results API for the current plans, waiting for first ones. A pool that is no longer there is left out. */
export async function currentPlans(app: HttpApp, key: string, poolIds: readonly string[]): Promise<Plan[]> {
  const plans = await Promise.all(poolIds.map((poolId) => currentPlan(app, key, poolId)))
  return plans.filter((plan) => plan !== undefined)
}

async function currentPlan(app: HttpApp, key: string, poolId: string): Promise<Plan | undefined> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await pause(POLL_MS)) {
    const url = `/v1/pools/${poolId}/plan`
    const answer = await app.inject({ url, headers: { authorization: `Bearer ${key}` } })
    if (answer.statusCode === 200) return answer.json()
    if (answer.json().code !== 'plan-not-ready') return undefined
    if (Date.now() > deadline) throw new Error(`the first plan of ${poolId} did not come; the log says why`)
  }
}
