import type { IncomingHttpHeaders } from 'node:http'
import {
  type ChangeOptions,
  ConfigurationRefusal,
  type PoolChangeOptions,
  type RefusalCode,
  type Saved,
  type SourceChangeOptions,
} from '@sluice/configuration'
import { ifMatch, type Principal, Problem, type ProblemCode, strongEtag } from '@sluice/service-kit'
import type { ResultsDeps } from './deps.ts'

interface AskedChange {
  principal: Principal
  headers: IncomingHttpHeaders
  requestId: string
}

/** The author and the condition: If-Match names a version read before, `If-None-Match: *` that there is none. */
export function changeOptions({ principal, headers, requestId }: AskedChange): ChangeOptions {
  return {
    actor: principal.keyId,
    requestId,
    precondition: (version) =>
      ifMatch(headers['if-match'], version === null ? null : strongEtag(version)) &&
      (headers['if-none-match']?.trim() !== '*' || version === null),
  }
}

/** The same for a source. What protects it only those may change who also manage keys. */
export function sourceChangeOptions(asked: AskedChange): SourceChangeOptions {
  return { ...changeOptions(asked), mayProtect: asked.principal.scopes.includes('keys:admin') }
}

/** The same for a pool. What needs approval now, only somebody who decides on plans may let take effect without. */
export function poolChangeOptions(asked: AskedChange): PoolChangeOptions {
  return { ...changeOptions(asked), mayDecide: asked.principal.scopes.includes('plans:decide') }
}

/** Answer of PUT: 201 for what is new. Pools are hinted at after the commit. */
export async function putAnswer(deps: ResultsDeps, orgId: string, saving: Promise<Saved>) {
  const answer = await changeAnswer(deps, orgId, saving)
  return answer.created ? { ...answer.rest, status: 201 as const } : { ...answer.rest, status: 200 as const }
}

/** Answer of DELETE. */
export async function deleteAnswer(deps: ResultsDeps, orgId: string, saving: Promise<Saved>) {
  const answer = await changeAnswer(deps, orgId, saving)
  return { ...answer.rest, status: 200 as const }
}

async function changeAnswer({ hints }: ResultsDeps, orgId: string, saving: Promise<Saved>) {
  const { version, configVersion, created, changed, bumped } = await saving.catch(throwAsProblem)
  // Never awaited: the pools are marked already, so a lost hint only costs the sweep's second.
  for (const pool of bumped) hints.poolIsDirty({ orgId, ...pool })
  const body = { version, configVersion, changed, pools: bumped }
  return { created, rest: { headers: { etag: strongEtag(version) }, body } }
}

/** @throws Problem for a refusal; else what it is given */
export function throwAsProblem(error: unknown): never {
  if (!(error instanceof ConfigurationRefusal)) throw error
  throw new Problem(problemOf[error.code], error.message, { errors: error.faults })
}

const problemOf: Record<RefusalCode, ProblemCode> = {
  'location-not-found': 'location-not-found',
  'service-line-not-found': 'service-line-not-found',
  'pool-not-found': 'pool-not-found',
  'cell-not-found': 'cell-not-found',
  'mapping-not-found': 'mapping-not-found',
  'platform-entity-not-found': 'platform-entity-not-found',
  'source-not-found': 'source-not-found',
  'secret-not-found': 'secret-not-found',
  forbidden: 'forbidden',
  'feed-not-found': 'feed-not-found',
  'precondition-failed': 'precondition-failed',
  conflict: 'configuration-conflict',
  'actuals-implausible': 'actuals-implausible',
  invalid: 'invalid-body',
}
