import { z } from 'zod'
import { identifier } from './identifier.ts'
import { location } from './location.ts'
import { organization } from './organization.ts'
import { refusePlacesOfSeveralPools } from './organization-file-faults.ts'
import { pool } from './pool.ts'
import { refuseRepeated } from './repeated.ts'
import { serviceLine } from './service-line.ts'
import { areSound } from './sound.ts'

const id = identifier.meta({ description: 'Id, unique among its kind.', examples: ['smyrna'] })
const refuseRepeatedIds = (items: readonly { id: string }[], context: z.RefinementCtx) =>
  refuseRepeated(items, context, { keyOf: (item) => item.id, field: 'id' })

/** A whole organization in one file, for `sluice apply -f`: the bodies of PUT, each with its id. */
export const organizationFile = z
  .strictObject({
    organization,
    locations: z.array(location.safeExtend({ id })).max(50_000).superRefine(refuseRepeatedIds),
    serviceLines: z.array(serviceLine.safeExtend({ id })).max(5_000).superRefine(refuseRepeatedIds),
    pools: z.array(pool.safeExtend({ id })).max(1_000).superRefine(refuseRepeatedIds),
  })
  .superRefine(refusePlacesOfSeveralPools, { when: (payload) => areSound(payload, ['pools']) })
  .meta({ id: 'OrganizationFile', description: 'A whole organization in one file, for `sluice apply -f`.' })

export type OrganizationFile = z.output<typeof organizationFile>
