import type { components, SluiceClient } from '@sluice/client'
import type { Kind } from './current.ts'
import type { Step } from './steps.ts'

type Schemas = components['schemas']
type Send = (api: SluiceClient, step: Step) => Promise<unknown>

/** How each kind is put and archived. Bodies are parts of a checked file. */
const put: Record<Kind, Send> = {
  'service line': (api, { id, body, etag }) =>
    api.PUT('/v1/service-lines/{serviceLineId}', {
      params: { path: { serviceLineId: id }, header: condition(etag) },
      body: body as Schemas['ServiceLineConfiguration'],
    }),
  location: (api, { id, body, etag }) =>
    api.PUT('/v1/locations/{locationId}', {
      params: { path: { locationId: id }, header: condition(etag) },
      body: body as Schemas['LocationConfiguration'],
    }),
  pool: (api, { id, body, etag }) =>
    api.PUT('/v1/pools/{poolId}', {
      params: { path: { poolId: id }, header: condition(etag) },
      body: body as Schemas['PoolConfiguration'],
    }),
}

const archive: Record<Kind, Send> = {
  'service line': (api, { id, etag }) =>
    api.DELETE('/v1/service-lines/{serviceLineId}', {
      params: { path: { serviceLineId: id }, header: condition(etag) },
    }),
  location: (api, { id, etag }) =>
    api.DELETE('/v1/locations/{locationId}', { params: { path: { locationId: id }, header: condition(etag) } }),
  pool: (api, { id, etag }) =>
    api.DELETE('/v1/pools/{poolId}', { params: { path: { poolId: id }, header: condition(etag) } }),
}

/** Does one step. @throws ProblemError for what the service refuses */
export async function sendStep(api: SluiceClient, step: Step): Promise<void> {
  await (step.sign === '-' ? archive : put)[step.kind](api, step)
}

function condition(etag: string | undefined): { 'if-match'?: string } {
  return etag === undefined ? {} : { 'if-match': etag }
}
