import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { putMapping } from '@sluice/configuration'
import { mapping as mappingSchema } from '@sluice/contracts'
import { sql } from 'kysely'
import type { Ingest } from './support.ts'

export const fhirJson = 'application/fhir+json'
export const fhirNdjson = 'application/fhir+ndjson'

const data = new URL('../../../packages/fhir/test/data/', import.meta.url)

/** A file of the feed recorded from Rite Aid. */
export const readRiteAid = (file: string) =>
  gunzipSync(readFileSync(new URL(`rite-aid-nj-2023-03-24/${file}.ndjson.gz`, data))).toString('utf8')

/** Configures a mapping of `north`, or of another. */
export async function map(ingest: Ingest, body: object, { id = 'default', orgId = 'north' } = {}): Promise<void> {
  await putMapping(ingest.admin, orgId, id, mappingSchema.parse(body), { actor: 'test' })
}

/** Posts FHIR, with the key of `north`. */
export async function postFhir(
  { app, keys }: Ingest,
  body: unknown,
  { type = fhirJson, query = '' }: { type?: string; query?: string } = {},
) {
  const payload = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = { authorization: `Bearer ${keys.north}`, 'content-type': type }
  const { statusCode: status, body: text } = await app.inject({
    method: 'POST',
    url: `/v1/events${query}`,
    payload,
    headers,
  })
  return { status, text, json: JSON.parse(text) }
}

/** The newest open slots of each place of `north`. */
export async function openSlots({ admin }: Ingest): Promise<Map<string, number>> {
  const { rows } = await sql<{ place: string; open: number }>`
    select distinct on (location_id, service_line) location_id || '/' || service_line as place, (value->>'open')::int as open
      from place_state where org_id = 'north' and figure ~ '^slots' order by location_id, service_line, observed_at desc, sequence desc`.execute(
    admin,
  )
  return new Map(rows.map(({ place, open }) => [place, open]))
}
