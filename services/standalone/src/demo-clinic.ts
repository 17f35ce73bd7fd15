import type { Plan } from '@sluice/contracts'
import type { HttpApp } from '@sluice/service-kit'

/** The clinic that the first command fills. */
export interface DemoClinic {
  name: string
  poolId: string
  locationId: string
  serviceLine: string
}

/** One with seven neighbours in its area, which take over what it loses. */
const favourite = 'rite-aid-10488'

/** A clinic that has room and money now: after a first try the favourite is full, and another one is offered. */
export async function demoClinic(app: HttpApp, key: string, plan: Plan): Promise<DemoClinic | undefined> {
  const cell = chooseCell(plan)
  if (!cell) return undefined
  const { locationId, serviceLine } = cell
  const url = `/v1/locations/${locationId}`
  const answer = await app.inject({ url, headers: { authorization: `Bearer ${key}` } })
  const name = answer.statusCode === 200 ? answer.json().name : locationId
  return { name, poolId: plan.poolId, locationId, serviceLine }
}

/** The favourite if it is open, else the one with the most money to lose. */
export function chooseCell({ recommendations }: Plan): Plan['recommendations'][number] | undefined {
  const able = recommendations.filter(({ gate, headroom, status }) => {
    return gate === 'open' && status === 'active' && (headroom ?? 0) > 0
  })
  const [richest] = able.toSorted((a, b) => b.recommendedDailyBudgetMinor - a.recommendedDailyBudgetMinor)
  return able.find(({ locationId }) => locationId === favourite) ?? richest
}
