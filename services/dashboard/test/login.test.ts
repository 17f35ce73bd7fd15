import { Signer } from '@fastify/cookie'
import { revokeApiKey } from '@sluice/auth'
import type { HttpApp } from '@sluice/service-kit'
import { describe, expect } from 'vitest'
import { signingKeys } from '../src/session.ts'
import { ORIGIN, organizations, postKey, test } from './fixture.ts'

const [acme] = organizations

const get = (app: HttpApp, url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })

describe('without a session', () => {
  test('every route there is answers 401: pages, API, static files', async ({ dashboard }) => {
    const { app, routes } = await dashboard()
    const behind = routes.filter(({ url }) => url.startsWith('/dashboard') && url !== '/dashboard/login')
    expect(behind.length).toBeGreaterThan(50)
    for (const { method, url } of behind) {
      const path = url.replace(':queueName', 'recompute-pool').replace('*', 'images/logo.svg').replaceAll(/:\w+/g, '1')
      const answer = await app.inject({ method: method as 'GET', url: path, headers: { origin: ORIGIN } })
      expect([method, path, answer.statusCode]).toEqual([method, path, 401])
    }
  })

  test('no way of writing an address gets around it', async ({ dashboard }) => {
    const { app } = await dashboard()
    for (const url of [
      '/dashboard/static/%2e%2e/index.ejs',
      '/dashboard//api/queues',
      '/dashboard/API/queues',
      '/dashboard/api/queues/',
    ])
      expect([url, (await get(app, url)).statusCode]).toEqual([url, expect.toBeOneOf([401, 404])])
  })

  test('a person is led to the login page, a program gets a problem document', async ({ dashboard }) => {
    const { app } = await dashboard()
    const person = await get(app, '/dashboard/queue/recompute-pool', { accept: 'text/html,*/*' })
    expect([person.statusCode, person.headers.location]).toEqual([303, '/dashboard/login'])
    const program = await get(app, '/dashboard/api/queues')
    expect(program.headers['content-type']).toContain('application/problem+json')
    expect(program.json()).toMatchObject({ status: 401, code: 'unauthenticated' })
  })

  test('a forged, a foreign and an outdated cookie are none', async ({ dashboard }) => {
    const { app, cookieOf, now } = await dashboard()
    const cookie = await cookieOf(acme)
    const [value = '', signature = ''] = cookie.slice(cookie.indexOf('=') + 1).split('.')
    const claim = JSON.parse(Buffer.from(value, 'base64url').toString())
    const longer = Buffer.from(JSON.stringify({ ...claim, expiresAtMs: claim.expiresAtMs + 1 })).toString('base64url')
    const forged = `sluice_dashboard=${longer}.${signature}`
    expect((await get(app, '/dashboard/api/queues', { cookie: forged })).statusCode).toBe(401)
    expect((await get(app, '/dashboard/api/queues', { cookie: 'sluice_dashboard=x' })).statusCode).toBe(401)
    expect((await get(app, '/dashboard/api/queues', { cookie })).statusCode).toBe(200)
    now.ms += 8 * 3_600_000
    expect((await get(app, '/dashboard/api/queues', { cookie })).statusCode).toBe(401)
  })
})

describe('signing in', () => {
  test('takes a key with dashboard:read; the cookie is out of reach for scripts and other sites', async ({
    dashboard,
  }) => {
    const { login, keyOf } = await dashboard()
    const cookie = await login((await keyOf(acme, ['dashboard:read'])).token)
    expect(cookie).toMatch(/; Max-Age=28800/)
    expect(cookie).toMatch(/; Path=\/dashboard/)
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Strict/)
    expect(cookie).not.toMatch(/Secure/)
  })

  test('the login page lets browsers name their origin with the form', async ({ dashboard }) => {
    const { app } = await dashboard()
    expect((await get(app, '/dashboard/login')).headers['referrer-policy']).toBe('same-origin')
  })

  test('where the installation is reached by https the cookie is Secure', async ({ dashboard }) => {
    const { app, keyOf } = await dashboard({ publicUrl: 'https://sluice.example' })
    const { token } = await keyOf(acme, ['dashboard:read'])
    const answer = await postKey(app, token, { origin: 'https://sluice.example' })
    expect(answer.headers['set-cookie']).toMatch(/; Secure/)
  })

  test('a key without the scope is refused, as is one that is none; neither is repeated', async ({ dashboard }) => {
    const { app, keyOf } = await dashboard()
    const { token } = await keyOf(acme, ['plans:read', 'config:write', 'events:write'])
    const lacking = await postKey(app, token)
    expect([lacking.statusCode, lacking.headers['set-cookie']]).toEqual([403, undefined])
    expect(lacking.body).not.toContain(token)
    const unknown = await postKey(app, '<script>alert(1)</script>')
    expect([unknown.statusCode, unknown.headers['set-cookie']]).toEqual([401, undefined])
    expect(unknown.body).not.toContain('alert(')
  })

  test('is in the audit log; refusals are told with whose key it was, where that is known', async ({ dashboard }) => {
    const { app, admin, keyOf, refused } = await dashboard()
    const [watching, lacking, ended] = [
      await keyOf(acme, ['dashboard:read']),
      await keyOf(acme, ['plans:read']),
      await keyOf(acme, ['dashboard:read']),
    ]
    await revokeApiKey(admin, acme, ended.keyId)
    for (const { token } of [watching, lacking, ended]) await postKey(app, token)
    await postKey(app, 'nobody’s')
    const logins = await admin
      .selectFrom('audit_log')
      .select(['org_id', 'actor', 'outcome'])
      .where('action', '=', 'dashboard.login')
      .execute()
    expect(logins).toEqual([{ org_id: acme, actor: watching.keyId, outcome: 'done' }])
    expect(refused).toEqual([
      `acme ${lacking.keyId} forbidden dashboard.login`,
      `acme ${ended.keyId} revoked dashboard.login`,
    ])
  })

  test('after ten guesses an address has to wait a quarter of an hour; a key in force signs in meanwhile', async ({
    dashboard,
  }) => {
    const { app, keyOf, now } = await dashboard()
    const { token } = await keyOf(acme, ['dashboard:read'])
    for (let attempt = 0; attempt < 10; attempt += 1) expect((await postKey(app, 'wrong')).statusCode).toBe(401)
    const blocked = await postKey(app, 'wrong')
    expect([blocked.statusCode, blocked.headers['retry-after']]).toEqual([429, '900'])
    expect((await postKey(app, token)).statusCode).toBe(303)
    // Of which a clock that is set back an hour makes no longer one.
    now.setBack = 3_600_000
    now.ms += 15 * 60_000 - now.setBack
    expect((await postKey(app, 'wrong')).statusCode).toBe(401)
  })

  test('a key that has ended, or may not watch, is no guess', async ({ dashboard }) => {
    const { app, admin, keyOf } = await dashboard()
    const [lacking, ended] = [await keyOf(acme, ['plans:read']), await keyOf(acme, ['dashboard:read'])]
    await revokeApiKey(admin, acme, ended.keyId)
    for (let attempt = 0; attempt < 6; attempt += 1)
      expect([(await postKey(app, lacking.token)).statusCode, (await postKey(app, ended.token)).statusCode]).toEqual([
        403, 401,
      ])
    expect((await postKey(app, 'wrong')).statusCode).toBe(401)
  })

  test('from another site, or from nowhere, nothing is accepted', async ({ dashboard }) => {
    const { app, keyOf, cookieOf } = await dashboard({ readOnly: false })
    const { token } = await keyOf(acme, ['dashboard:read'])
    expect((await postKey(app, token, { origin: 'https://evil.example' })).statusCode).toBe(403)
    expect((await postKey(app, token, { origin: 'null' })).statusCode).toBe(403)
    expect((await postKey(app, token, {})).statusCode).toBe(403)
    const cookie = await cookieOf(acme)
    const pause = await app.inject({
      method: 'PUT',
      url: '/dashboard/api/queues/recompute-pool/pause',
      headers: { cookie, origin: 'https://evil.example' },
    })
    expect(pause.statusCode).toBe(403)
  })
})

describe('a session', () => {
  test('ends when its key is revoked', async ({ dashboard }) => {
    const { app, admin, keyOf, login } = await dashboard()
    const { keyId, token } = await keyOf(acme, ['dashboard:read'])
    const cookie = (await login(token)).split(';')[0] ?? ''
    expect((await get(app, '/dashboard/api/queues', { cookie })).statusCode).toBe(200)
    await revokeApiKey(admin, acme, keyId)
    expect((await get(app, '/dashboard/api/queues', { cookie })).statusCode).toBe(401)
  })

  test('outlives a change of the signing secret, while the old one is still listed', async ({ dashboard }) => {
    const [older, newer] = ['o'.repeat(32), 'n'.repeat(32)]
    const before = await dashboard({ secretKeys: [older] })
    const { token } = await before.keyOf(acme, ['dashboard:read'])
    const cookie = (await before.login(token)).split(';')[0] ?? ''
    const rotated = await dashboard({ secretKeys: [newer, older] })
    expect((await get(rotated.app, '/dashboard/api/queues', { cookie })).statusCode).toBe(200)
    const dropped = await dashboard({ secretKeys: [newer] })
    expect((await get(dropped.app, '/dashboard/api/queues', { cookie })).statusCode).toBe(401)
  })

  test('that was signed out of opens nothing, at no process, and leaves the key’s other sessions alone', async ({
    dashboard,
  }) => {
    const [one, other] = [await dashboard(), await dashboard()]
    const { token } = await one.keyOf(acme, ['dashboard:read'])
    const cookieOf = async () => (await one.login(token)).split(';')[0] ?? ''
    const [left, stays] = [await cookieOf(), await cookieOf()]
    const statusOf = async ({ app }: typeof one, cookie: string) =>
      (await get(app, '/dashboard/api/queues', { cookie })).statusCode
    expect(await statusOf(other, left)).toBe(200)
    const signOut = (cookie: string) =>
      one.app.inject({ method: 'POST', url: '/dashboard/logout', headers: { cookie, origin: ORIGIN } })
    await signOut(left)
    expect([await statusOf(one, left), await statusOf(other, left)]).toEqual([401, 401])
    expect([await statusOf(one, stays), await statusOf(other, stays)]).toEqual([200, 200])
    const listEnded = () => one.admin.selectFrom('ended_dashboard_sessions').select('org_id').execute()
    expect(await listEnded()).toEqual([{ org_id: acme }])
    // Once it would have been over anyway it is forgotten, with the next that is ended.
    one.now.ms += 8 * 3_600_000
    await signOut(await cookieOf())
    expect(await listEnded()).toHaveLength(1)
  })

  test('of before sessions had ids is none', async ({ dashboard }) => {
    const secret = 's'.repeat(32)
    const { app, keyOf } = await dashboard({ secretKeys: [secret] })
    const { keyId } = await keyOf(acme, ['dashboard:read'])
    const claim = Buffer.from(JSON.stringify({ keyId, expiresAtMs: Date.now() + 3_600_000 })).toString('base64url')
    const cookie = `sluice_dashboard=${encodeURIComponent(new Signer(signingKeys([secret])).sign(claim))}`
    expect((await get(app, '/dashboard/api/queues', { cookie })).statusCode).toBe(401)
  })

  test('says who is signed in, and signs out', async ({ dashboard }) => {
    const { app, admin, cookieOf } = await dashboard()
    const cookie = await cookieOf(acme)
    expect((await get(app, '/dashboard/session', { cookie })).body).toContain(`<dd>${acme}</dd>`)
    const out = await app.inject({
      method: 'POST',
      url: '/dashboard/logout',
      headers: { cookie, origin: ORIGIN },
    })
    expect([out.statusCode, out.headers.location]).toEqual([303, '/dashboard/login'])
    expect(out.headers['set-cookie']).toMatch(/^sluice_dashboard=;/)
    expect((await get(app, '/dashboard/api/queues', { cookie })).statusCode).toBe(401)
    const noted = admin.selectFrom('audit_log').select(['org_id', 'action', 'request_id']).orderBy('seq')
    expect((await noted.where('action', 'like', 'dashboard.%').execute()).map(({ action }) => action)).toEqual([
      'dashboard.login',
      'dashboard.logout',
    ])
  })
})
