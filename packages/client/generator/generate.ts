import { readFile, writeFile } from 'node:fs/promises'
import { openApiDocument } from '@sluice/contracts'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'

// Run by `npm run client:generate`; with --check it only says whether what is committed is what it would write.
const target = new URL('../src/generated/openapi.ts', import.meta.url)
const head =
  '// Written by packages/client/generator from the OpenAPI document: npm run client:generate. Not to be edited.\n\n'

async function generate(): Promise<string> {
  // As a reader of /openapi.json gets it: without what JSON leaves out.
  const text = JSON.stringify(openApiDocument({ publicUrl: '/' }))
  const document: OpenAPI3 = JSON.parse(text, (_, value) => (isEventStream(value) ? eventSchema(value) : value))
  const types = await openapiTS(document, { alphabetize: true, defaultNonNullable: false, silent: true })
  return `${head}${astToString(types)}`
}

interface EventStream {
  'x-events': { event: string; data: object }[]
}

function isEventStream(value: unknown): value is EventStream {
  return typeof value === 'object' && value !== null && 'x-events' in value
}

/** A stream is typed as what its events are: OpenAPI 3.1 has only `string` for it. */
function eventSchema(stream: EventStream): object {
  const kinds = stream['x-events'].map(({ event, data }) => ({
    type: 'object',
    required: ['event', 'data'],
    properties: { event: { const: event }, data },
  }))
  return { oneOf: kinds }
}

const written = await generate()
if (!process.argv.includes('--check')) await writeFile(target, written)
else if ((await readFile(target, 'utf8')) !== written) {
  process.stderr.write('packages/client is not what the OpenAPI document says: npm run client:generate\n')
  process.exitCode = 1
}
