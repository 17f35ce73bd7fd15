import { pageEtag } from './page-answer.ts'
import { plansFrom, type RecommendationPage } from './recommendation-page.ts'

type Plans = RecommendationPage['plans']
type Query = Parameters<typeof pageEtag>[0]

export interface PagePlans {
  plans: Plans
  etag: string
}

/** The plans of a page and its ETag. `inForce`: as the pointers gave it, not a copy. */
export type FindPagePlans = (inForce: Plans, query: Query, after: RecommendationPage['after']) => PagePlans

/**
 * Sorts and hashes once for each question, for as long as the pointers remember what is in force: hashing is half of what the
 * route itself does for a page that has nothing new. What the pointers forget goes with it.
 */
export function pagePlans(): FindPagePlans {
  const found = new WeakMap<Plans, Map<string, PagePlans>>()
  // The same address gives the same query.
  const names = new WeakMap<Query, string>()
  return (inForce, query, after) => {
    const pages = found.get(inForce) ?? new Map<string, PagePlans>()
    found.set(inForce, pages)
    const name = names.get(query) ?? JSON.stringify(query)
    names.set(query, name)
    const page = pages.get(name) ?? toPagePlans(inForce, query, after)
    pages.set(name, page)
    return page
  }
}

function toPagePlans(inForce: Plans, query: Query, after: RecommendationPage['after']): PagePlans {
  const plans = plansFrom(inForce, after)
  const version = plans.flatMap(({ poolId, number }) => [poolId, number])
  return { plans, etag: pageEtag(query, version) }
}
