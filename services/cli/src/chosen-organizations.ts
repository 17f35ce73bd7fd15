import { type Database, listOrganizations, withOwner } from '@sluice/database'
import { sluice } from './command-line.ts'
import { exitCodes, Failure } from './failure.ts'

/**
 * Ids of the organizations to go through: the one that is named, else all. @throws Failure where there is none: a
 * typing error is no success
 */
export async function chosenOrganizations(db: Database, named: string | undefined): Promise<string[]> {
  const ids = (await withOwner(db, '', listOrganizations)).map(({ id }) => id)
  if (named === undefined && ids.length > 0) return ids
  if (named !== undefined && ids.includes(named)) return [named]
  const what = named === undefined ? 'There is no organization' : `There is no organization ${named}`
  throw new Failure(`${what}: ${sluice} organization list`, { code: exitCodes.badInput })
}
