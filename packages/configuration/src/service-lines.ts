import { type ServiceLine, serviceLine as serviceLineSchema } from '@sluice/contracts'
import { isUsedByCells, listPoolsWith } from '@sluice/database'
import { type Configured, type ConfiguredKind, configuring } from './configured.ts'

const kind: ConfiguredKind<'service_lines', ServiceLine> = {
  table: 'service_lines',
  name: 'service-line',
  noun: 'service line',
  notFound: 'service-line-not-found',
  read: ({ name, body }) => serviceLineSchema.parse({ name, ...body }),
  write: ({ name, ...body }) => ({ name, body: JSON.stringify(body) }),
  kept: {
    by: (trx, orgId, id) => isUsedByCells(trx, orgId, 'service_line', id),
    because: 'Cells use this service line; remove them from their pools first.',
  },
  poolsMoved: async ({ trx, orgId }, id) => listPoolsWith(trx, orgId, 'service_line', id),
}

export type ConfiguredServiceLine = Configured<ServiceLine>

/** Service lines, one by one; deleteServiceLine is refused (conflict) while a cell uses it. */
export const {
  put: putServiceLine,
  delete: deleteServiceLine,
  get: getServiceLine,
  list: listServiceLines,
} = configuring(kind)
