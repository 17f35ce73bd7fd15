import { createOutbound } from '@sluice/outbound'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FetchedFeed, fetchFeed, type KnownFeed } from '../src/fetch-feed.ts'
import { hidingAllBut } from '../src/hide-texts.ts'
import { openPublisher, type Publisher } from './publisher.ts'
import { publishClinics } from './support.ts'

const outbound = createOutbound({ allowedNetworks: ['127.0.0.0/8'] })
const now = new Date('2026-03-02T12:00:00.000Z')
const nothing: KnownFeed = { manifest: undefined, files: new Map() }
const hiding = hidingAllBut({ locations: [], services: [] })
const plenty = { bytes: 1_000_000, resources: 1_000 }
let publisher: Publisher

beforeAll(async () => {
  publisher = await openPublisher()
  publishClinics(publisher, now.toISOString(), { 1: 5, 2: 7 })
})
afterAll(() => Promise.all([publisher.close(), outbound.close()]))

const fetchWith = (total: typeof plenty, known = nothing): Promise<FetchedFeed> =>
  fetchFeed(outbound, { url: `${publisher.origin}/$bulk-publish`, states: [] }, known, { now, total, hiding })

function bytesOfFiles(): number {
  const texts = ['/locations', '/schedules', '/slots'].map((path) => String(publisher.documents.get(path)))
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
}

test('a feed of more bytes than all files together may have is given up', async () => {
  const bytes = bytesOfFiles()
  expect((await fetchWith({ ...plenty, bytes })).files).toHaveLength(3)
  await expect(fetchWith({ ...plenty, bytes: bytes - 1 })).rejects.toMatchObject({ code: 'body-too-large' })
})

test('a feed of more resources is given up, also where we had them', async () => {
  const fetched = await fetchWith({ ...plenty, resources: 6 })
  await expect(fetchWith({ ...plenty, resources: 5 })).rejects.toMatchObject({ code: 'body-too-large' })
  const files = new Map(fetched.files.map(({ document }) => [document.url, document]))
  const known = { manifest: fetched.manifest.document, files }
  expect((await fetchWith({ bytes: 0, resources: 6 }, known)).files).toHaveLength(3)
  await expect(fetchWith({ bytes: 0, resources: 5 }, known)).rejects.toMatchObject({ code: 'body-too-large' })
})
