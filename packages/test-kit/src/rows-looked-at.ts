import type { DatabaseTransaction } from '@sluice/database'
import { type KyselyPlugin, RawNode } from 'kysely'

/** A node of a plan as `explain (analyze, format json)` tells it. */
interface PlanNode {
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Join Filter'?: number
  Plans?: PlanNode[]
}

/**
 * How many rows PostgreSQL looked at, in all nodes of the plan and all their loops, for the one statement that `read` sends: what
 * grows with the product of two tables shows, whatever machine it runs on.
 */
export async function rowsLookedAt(
  trx: DatabaseTransaction,
  read: (trx: DatabaseTransaction) => Promise<unknown>,
): Promise<number> {
  let plan: PlanNode | undefined
  const explaining: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (!RawNode.is(node)) throw new Error('only statements written in SQL are explained')
      const [first = '', ...rest] = node.sqlFragments
      return { ...node, sqlFragments: [`explain (analyze, format json) ${first}`, ...rest] }
    },
    transformResult: async ({ result }) => {
      const [row] = result.rows as { 'QUERY PLAN': { Plan: PlanNode }[] }[]
      plan = row?.['QUERY PLAN'][0]?.Plan
      return { ...result, rows: [] }
    },
  }
  await read(trx.withPlugin(explaining))
  if (plan === undefined) throw new Error('nothing was read')
  return looked(plan)
}

function looked(node: PlanNode): number {
  const ownRows =
    node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0)
  const below = (node.Plans ?? []).reduce((sum, plan) => sum + looked(plan), 0)
  return ownRows * node['Actual Loops'] + below
}
