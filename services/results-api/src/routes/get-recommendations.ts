import { listRecommendations as operation, type Recommendation, type RecommendationList } from '@sluice/contracts'
import {
  type Answer,
  type Asked,
  type AtOnce,
  cursorCodec,
  type HttpApp,
  ifNoneMatch,
  PreparedJson,
  serve,
  whenThere,
} from '@sluice/service-kit'
import { z } from 'zod'
import { type ChangesSince, changesSince, readChangesCursor, toChangesCursor } from '../changed-lines.ts'
import type { ResultsDeps } from '../deps.ts'
import { pageLinks } from '../page-answer.ts'
import { pagePlans } from '../page-plans.ts'
import type { PlanPointers } from '../plan-pointers.ts'
import type { PlanReader } from '../plan-reader.ts'
import { preparedAnswers } from '../prepared-answers.ts'
import { goneCellsOf, type PoolPlan, readPage } from '../recommendation-page.ts'

const position = z.strictObject({ poolId: z.string(), number: z.int().min(1), cellId: z.string() })
const cursors = cursorCodec('recommendations', 2, position)

type Operation = typeof operation
type Query = Asked<Operation>['query']

type Filter = Pick<Query, 'poolId' | 'locationId' | 'serviceLine'>

interface Page {
  json: PreparedJson
  link: string
}

/** A page is about 100 kB. */
const MOST_BYTES = 16 * 1024 * 1024

/** GET /v1/recommendations: the lines of all plans in force, in order of pool and cell, or those changed since. */
export function getRecommendations(app: HttpApp, deps: ResultsDeps, pointers: PlanPointers, read: PlanReader): void {
  const prepared = preparedAnswers<Page>(MOST_BYTES)
  const plansOf = pagePlans()
  const questionOf = questions()
  const makePage = async (orgId: string, plans: readonly PoolPlan[], query: Query): Promise<Page> => {
    const { filter, question, after, known } = questionOf(query)
    const changes = known && changesSince(deps.db, orgId, known)
    const found = await readPage(read, {
      orgId,
      plans,
      after,
      limit: query.limit,
      isWanted: isWantedBy(filter),
      cellsWanted: async (plan) => toIds((await changes?.ofPlan(plan)) ?? null),
    })
    const nextCursor = found.next ? cursors.encode(found.next, question) : null
    const changesCursor = after ? null : toChangesCursor(plans, filter)
    // Once: what is gone is on no page, so the first one says it.
    const gone = changes && !after ? await goneSince(changes, orgId, plans, filter) : {}
    return toPage(query, { items: found.items, nextCursor, changesCursor, ...gone })
  }
  const goneSince = async (changes: ChangesSince, orgId: string, plans: readonly PoolPlan[], filter: Filter) => {
    const goneCells: NonNullable<RecommendationList['goneCells']> = []
    for (const plan of plans) {
      const gone = await goneCellsOf(read, { orgId, ...plan }, await changes.ofPlan(plan))
      for (const line of gone.filter(isWantedBy(filter))) goneCells.push({ poolId: plan.poolId, cellId: line.cellId })
    }
    return { goneCells, gonePoolIds: changes.gonePoolIds(plans) }
  }
  const answer = (
    { query, principal, headers: sent }: Asked<Operation>,
    inForce: PoolPlan[],
  ): AtOnce<Answer<Operation>> => {
    const { orgId } = principal
    const { plans, etag } = plansOf(inForce, query, questionOf(query).after)
    const headers = { etag, 'cache-control': 'private, no-cache', vary: 'accept-encoding' }
    if (ifNoneMatch(sent['if-none-match'], etag)) return { status: 304, headers }
    const page = prepared([orgId, etag], () => makePage(orgId, plans, query))
    return whenThere(page, ({ json, link }) => ({ status: 200, headers: { ...headers, link }, json }))
  }
  serve(app, operation, deps, (asked) => {
    const { filter, after } = questionOf(asked.query)
    const inForce = pointers.inForce({ orgId: asked.principal.orgId, ...filter, pinnedPoolId: after?.poolId })
    return whenThere(inForce, (plans) => answer(asked, plans))
  })
}

interface Question {
  filter: Filter
  /** What a cursor of its pages is bound to. */
  question: Filter & Pick<Query, 'changedSince'>
  /** Where the page before ended. */
  after: z.output<typeof position> | undefined
  /** The plans that the caller has, by pool; undefined: all lines are asked for. */
  known: ReturnType<typeof readChangesCursor> | undefined
}

/**
 * The meaning of a query, worked out once for as long as its address is known: the same address gives the same, frozen
 * query.
 */
function questions(): (query: Query) => Question {
  const worked = new WeakMap<Query, Question>()
  return (query) => {
    const question = worked.get(query) ?? toQuestion(query)
    worked.set(query, question)
    return question
  }
}

/** @throws Problem bad-cursor */
function toQuestion({ limit: _, cursor, changedSince, ...filter }: Query): Question {
  const question = { ...filter, changedSince }
  return {
    filter,
    question,
    after: cursor === undefined ? undefined : cursors.decode(cursor, question),
    known: changedSince === undefined ? undefined : readChangesCursor(changedSince, filter),
  }
}

function toPage(query: { limit: number }, page: RecommendationList): Page {
  return {
    json: new PreparedJson(JSON.stringify(page)),
    link: pageLinks({ path: operation.path, query }, page.nextCursor),
  }
}

function toIds(lines: readonly { cellId: string }[] | null): ReadonlySet<string> | null {
  return lines && new Set(lines.map(({ cellId }) => cellId))
}

function isWantedBy({
  locationId,
  serviceLine,
}: Filter): (line: Pick<Recommendation, 'locationId' | 'serviceLine'>) => boolean {
  return (line) =>
    (locationId === undefined || line.locationId === locationId) &&
    (serviceLine === undefined || line.serviceLine === serviceLine)
}
