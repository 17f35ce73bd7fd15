import { createKey as create, type KeyAdmin, type NewKey, roles } from '@sluice/auth'
import { createKey as operation } from '@sluice/contracts'
import { type Asked, type HttpApp, type Principal, Problem, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { keyAdmin, rowToKey, throwKeyProblem } from '../key-answer.ts'

type Wanted = Asked<typeof operation>['body']

/** POST /v1/keys */
export function postKey(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const admin = keyAdmin(deps, asked)
    const wanted = toNewKey(asked.body, asked.principal, admin)
    const { key, token } = await create(admin, wanted).catch(throwKeyProblem)
    return { status: 201, body: { ...rowToKey(key), token } }
  })
}

function toNewKey({ name, scopes = [], role, expiresAt, limits = {} }: Wanted, by: Principal, admin: KeyAdmin): NewKey {
  const end = expiresAt === undefined ? undefined : new Date(expiresAt)
  if (end !== undefined && end.getTime() <= Date.now()) throw refused('#/expiresAt', 'a moment to come')
  return {
    name,
    scopes: role === undefined ? scopes : roles[role],
    expiresAt: end,
    requestsPerMinute: limitOf('requestsPerMinute', limits, by, admin),
    requestsPerDay: limitOf('requestsPerDay', limits, by, admin),
  }
}

/** The maker of a limited key cannot make one that is less limited: at most like its own, and like it by default. */
function limitOf(
  name: 'requestsPerMinute' | 'requestsPerDay',
  wanted: NonNullable<Wanted['limits']>,
  by: Principal,
  { limits }: KeyAdmin,
): number | undefined {
  const own = by.limits?.[name]
  const most = limits[name]
  const asked = wanted[name]
  if (asked !== undefined && most > 0 && asked > most) throw refused(`#/limits/${name}`, `at most ${most}`)
  return asked ?? own
}

function refused(pointer: string, detail: string): Problem {
  return new Problem('invalid-body', 'The body is not what this operation takes.', { errors: [{ pointer, detail }] })
}
