import { type KeyRole, roles, scopes as scopesOfKeys } from '@sluice/auth'
import { keyRoles, type Operation, openApiDocument, operations, scopes } from '@sluice/contracts'
import { connect } from '@sluice/database'
import { createSealer } from '@sluice/secrets'
import { createLogger } from '@sluice/service-kit'
import { afterAll, expect, test } from 'vitest'
import { buildApp } from '../src/app.ts'

/** Operations of other services; everything else is ours. */
const elsewhere = ['postEvents', 'agreeToEvents']
const ours: readonly Operation[] = operations.filter(({ id }) => !elsewhere.includes(id))
/** What a page loads; not worth a place in the document. */
const pageFiles = /^\/docs\/[a-z-]+\.(js|css)$/

/** What the key of the next request may do. One app for all of them: a hundred routes take longer to register than to ask. */
let held: readonly string[] = []
const app = makeApp()
afterAll(() => app.close())

function appWith(scopesHeld: readonly string[]) {
  held = scopesHeld
  return app
}

function makeApp() {
  const db = connect({
    url: 'postgres://nobody@127.0.0.1:1/none',
    applicationName: 'x',
    maxConnections: 1,
    onError: ignore,
  })
  return buildApp(
    { name: 'results-api', logger: createLogger({ name: 'test', level: 'silent' }), ready: async () => ({}) },
    {
      db,
      authenticate: async () => ({ orgId: 'o', keyId: 'k', scopes: held }),
      hints: { poolIsDirty: ignore },
      questions: { ask: outOfReach },
      sealer: createSealer(['a secret key for tests, of 32 characters']),
    },
  )
}

function ignore(): void {}

async function outOfReach(): Promise<never> {
  throw Object.assign(new Error('there is no database here'), { code: 'ECONNREFUSED' })
}

/** Any address of an operation: its parameters' first examples. */
function addressOf({ path, params }: Operation): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'number' ? '1' : name === 'format' ? 'csv' : String(params?.shape[name]?.meta()?.examples?.[0] ?? ''),
  )
}

test('keys hold the scopes that operations ask for', () => {
  expect(scopesOfKeys).toEqual(scopes)
  expect(Object.keys(roles)).toEqual(keyRoles)
})

test('registered routes, the catalogue of operations and the paths of the OpenAPI document are the same', async () => {
  const registered: string[] = []
  for (const { method, path } of routesOf(app.printRoutes({ commonPrefix: false, includeMeta: false }))) {
    if (!pageFiles.test(path)) registered.push(`${method} ${path}`)
  }
  const catalogue = ours.map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`)
  expect(registered.sort()).toEqual(catalogue.sort())
  const paths = new Set(operations.map(({ path }) => path))
  expect(new Set(Object.keys(openApiDocument({ publicUrl: '/' }).paths ?? {}))).toEqual(paths)
})

/** Reads Fastify's tree of routes: one node a line, indented by its depth, methods in brackets; HEAD comes with GET. */
function routesOf(tree: string): { method: string; path: string }[] {
  const parents: string[] = []
  return tree.split('\n').flatMap((line) => {
    const [, indent, part, methods] = /^((?:[│ ] {3})*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line) ?? []
    if (indent === undefined || part === undefined) return []
    const depth = indent.length / 4
    parents.length = depth
    parents.push(part)
    const path = parents.join('')
    return (methods?.split(', ') ?? []).filter((method) => method !== 'HEAD').map((method) => ({ method, path }))
  })
}

test.each(ours.filter((operation) => operation.scopes.length > 0))('$id: without a key 401', async (operation) => {
  const answer = await appWith(scopes).inject({ method: toMethod(operation), url: addressOf(operation) })
  expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated'])
})

const matrix = ours
  .filter((operation) => operation.scopes.length > 0)
  .flatMap((operation) => scopes.map((scope) => ({ operation, id: operation.id, scope })))

test.each(matrix)('$id with $scope', async ({ operation, scope }) => {
  const answer = await appWith([scope, ...(operation.alsoScopes ?? [])]).inject({
    method: toMethod(operation),
    url: addressOf(operation),
    headers: { authorization: 'Bearer any', ...(operation.body ? { 'content-type': 'application/json' } : {}) },
    ...(operation.body ? { payload: '{}' } : {}),
  })
  // Let in: there is no database here, and an empty body or query is refused later.
  const isLetIn = [503, 422, 400].includes(answer.statusCode)
  expect(isLetIn ? 'let in' : answer.statusCode).toBe(operation.scopes.includes(scope) ? 'let in' : 403)
})

/** What each role may change, and nothing else; every role may read everything that plans:read opens. */
const changes: Record<KeyRole, string[]> = {
  viewer: ['replayPlan', 'simulatePlan', 'tellFrontier'],
  marketer: [
    ...['replayPlan', 'simulatePlan', 'tellFrontier', 'exportPlan', 'postApplied'],
    ...['putPool', 'deletePool', 'putCell', 'deleteCell', 'putLocation', 'deleteLocation'],
    ...['putServiceLine', 'deleteServiceLine', 'putSource', 'deleteSource', 'putMapping', 'deleteMapping'],
    ...['putFeed', 'deleteFeed', 'pollFeed', 'putPlatformEntities', 'putPlatformEntity', 'deletePlatformEntity'],
    ...['createWebhookEndpoint', 'putWebhookEndpoint', 'deleteWebhookEndpoint', 'rotateWebhookSecret'],
    ...['testWebhookEndpoint', 'replayWebhookDelivery'],
  ],
  operations: ['replayPlan', 'simulatePlan', 'tellFrontier', 'postApplied'],
  approver: [
    ...['replayPlan', 'simulatePlan', 'tellFrontier', 'exportPlan', 'postApplied', 'postDecision'],
    ...['putOverride', 'deleteOverride', 'postUndo', 'deleteUndo', 'putMessage', 'deleteMessage'],
  ],
  admin: ours.filter(({ method }) => method !== 'get').map(({ id }) => id),
}
/** What only those see who manage keys. */
const ofKeys = ['listKeys', 'listAuditLog']

const roleMatrix = ours
  .filter((operation) => operation.scopes.length > 0)
  .flatMap((operation) =>
    keyRoles.map((role) => ({
      ...{ operation, id: operation.id, role },
      may:
        operation.method === 'get'
          ? role === 'admin' || !ofKeys.includes(operation.id)
          : changes[role].includes(operation.id),
    })),
  )

test.each(roleMatrix)('$id as $role: $may', async ({ operation, role, may }) => {
  const answer = await appWith(roles[role]).inject({
    method: toMethod(operation),
    url: addressOf(operation),
    headers: { authorization: 'Bearer any', ...(operation.body ? { 'content-type': 'application/json' } : {}) },
    ...(operation.body ? { payload: '{}' } : {}),
  })
  expect(answer.statusCode === 403 ? false : [503, 422, 400].includes(answer.statusCode)).toBe(may)
})

test.each(ours.filter((operation) => operation.scopes.length === 0))('$id is open to everybody', async (operation) => {
  const url = operation.path.replace('{code}', 'unavailable')
  const answer = await appWith([]).inject({ method: toMethod(operation), url })
  expect(answer.statusCode).toBe(200)
})

function toMethod({ method }: Operation): 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS' {
  return method.toUpperCase() as Uppercase<typeof method>
}
