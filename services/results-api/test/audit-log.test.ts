import { expect } from 'vitest'
import { configure, test } from './configuration-fixture.ts'

const log = (query = '') => ({ method: 'GET', url: `/v1/audit-log${query}` }) as const

test('changes are listed newest first, with who did them, and each is linked to the one before', async ({ api }) => {
  await configure(api.as('north'))
  const { status, body } = await api.as('north', 'admin')(log())
  const items = body.items as Record<string, unknown>[]
  expect(status).toBe(200)
  expect(items.slice(0, 5).map(({ action, object }) => [action, object])).toEqual([
    ['pool.put', 'west'],
    ['feed.put', 'west'],
    ['mapping.put', 'ortho'],
    ['service-line.put', 'ortho'],
    ['location.put', 'smyrna'],
  ])
  expect(items[0]).toMatchObject({ outcome: 'done', reason: null, times: 1, actor: expect.stringMatching(/^\w{12}$/) })
  for (const [at, item] of items.slice(0, -1).entries()) expect(item.prevHash).toBe(items[at + 1]?.hash)
  expect(items.at(-1)).toMatchObject({
    seq: 1,
    action: 'organization.create',
    actor: 'owner',
    prevHash: '0'.repeat(64),
  })
})

test('pages and filters: by time, actor and action; another filter needs another cursor', async ({ api }) => {
  await configure(api.as('north'))
  const ask = api.as('north', 'admin')
  const all = (await ask(log())).body.items as Record<string, unknown>[]
  const paged: unknown[] = []
  for (let cursor: unknown = ''; cursor !== null; ) {
    const { body } = await ask(log(`?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`))
    paged.push(...(body.items as unknown[]))
    cursor = body.nextCursor
  }
  expect(paged).toEqual(all)
  const owners = await ask(log('?actor=owner&action=api-key.create&limit=1'))
  expect(owners.body.items).toMatchObject([{ actor: 'owner', action: 'api-key.create' }])
  expect((await ask(log(`?actor=other&cursor=${owners.body.nextCursor}`))).status).toBe(400)
  expect((await ask(log('?until=2020-01-01T00:00:00Z'))).body.items).toEqual([])
  expect((await ask(log('?from=2020-01-01T00:00:00Z'))).body.items).toEqual(all)
  expect((await ask(log('?from=infinity'))).status).toBe(400)
})

test('another organization’s entries are not there', async ({ api }) => {
  await configure(api.as('north'))
  const { body } = await api.as('south', 'admin')(log('?action=pool.put'))
  expect(body.items).toEqual([])
})
