import { z } from 'zod'
import { identifier } from '../identifier.ts'
import { pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { pool } from '../pool.ts'
import { cell } from '../pool-cell.ts'
import { poolState } from '../pool-state.ts'
import {
  changeHeaders,
  configVersion,
  deleteResponses,
  mayRead,
  mayWrite,
  pageRequestHeaders,
  pageResponses,
  poolHeaders,
  preconditions,
  putResponses,
  version,
} from './configuration.ts'

/** A pool of 10,000 cells is about 4 MB. */
const POOL_BODY_LIMIT = 32 * 1_048_576

const poolId = identifier.meta({ description: 'The pool, by an id of your choice.', examples: ['georgia'] })
const cellId = identifier.meta({
  description: 'The cell, by an id of your choice; unique in its pool.',
  examples: ['smyrna-orthodontics'],
})
const params = z.strictObject({ poolId })
const cellParams = z.strictObject({ poolId, cellId })
const policyVersion = z
  .int()
  .min(1)
  .meta({
    description: 'Counts the changes of the pool’s policy; a plan names the one it was computed with.',
    examples: [2],
  })

export const putPool = defineOperation({
  id: 'putPool',
  method: 'put',
  path: '/v1/pools/{poolId}',
  summary: 'Configure a pool',
  description: [
    'Whole: period, budget, groups, cells, places and policy (name only the settings that differ from the defaults). The same',
    'again changes nothing. A cell left out is removed, as by deleting it. At most 32 MiB. Locations and service lines must be',
    'configured before; a place and channel gets money from one pool only (409). Where `policy.decisions` would let take effect',
    'without approval what needs it now, or a cell comes from a pool that requires more, the key needs plans:decide as well (403,',
    'naming the settings or cells). Where a cell comes to a place, or other periods bring days in, at or on which more was reported as spent than is believed',
    '(`actuals-implausible`, 422, naming places and days), send those days again, rightly or with `spendConfirmed`, first.',
  ].join(' '),
  tags: ['Configuration'],
  scopes: mayWrite,
  params,
  requestHeaders: preconditions,
  body: { 'application/json': pool },
  bodyLimit: POOL_BODY_LIMIT,
  responses: putResponses,
})

export const getPool = defineOperation({
  id: 'getPool',
  method: 'get',
  path: '/v1/pools/{poolId}',
  summary: 'One pool',
  description:
    'As it was put, with defaults filled in, groups and cells in the order of their ids; and how far its plan is behind.',
  tags: ['Configuration'],
  scopes: mayRead,
  params,
  responses: {
    200: {
      description: 'The pool, and how far its plan is behind.',
      body: pool
        .safeExtend({ id: poolId, version, policyVersion, configVersion, state: poolState })
        .meta({ id: 'ConfiguredPool', description: 'A pool as configured, and how far its plan is behind.' }),
      headers: poolHeaders,
    },
  },
})

export const listPools = defineOperation({
  id: 'listPools',
  method: 'get',
  path: '/v1/pools',
  summary: 'All pools',
  description: 'In the order of their ids, without their cells, groups and policy.',
  tags: ['Configuration'],
  scopes: mayRead,
  query: z.strictObject(pageQuery),
  requestHeaders: pageRequestHeaders,
  responses: pageResponses(
    'PoolList',
    z
      .strictObject({
        id: poolId,
        name: pool.shape.name,
        currency: pool.shape.currency,
        timeZone: pool.shape.timeZone,
        version,
        state: poolState,
      })
      .meta({ id: 'ListedPool', description: 'A pool, without its cells, groups and policy.' }),
  ),
})

export const deletePool = defineOperation({
  id: 'deletePool',
  method: 'delete',
  path: '/v1/pools/{poolId}',
  summary: 'Archive a pool',
  description:
    'Its cells and the platform budgets it set are free for other pools. Nothing is computed for it any more; its plans stay. A PUT brings it back, without platform entities. 409 where budgets would go on with what files told them, since no file would name them any more.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params,
  query: z.strictObject({
    leaveRunning: z
      .enum(['true', 'false'])
      .optional()
      .meta({
        description: 'true: archive it although budgets on platforms go on with what its files told them.',
        examples: ['false'],
      }),
  }),
  requestHeaders: preconditions,
  responses: deleteResponses,
})

export const putCell = defineOperation({
  id: 'putCell',
  method: 'put',
  path: '/v1/pools/{poolId}/cells/{cellId}',
  summary: 'Configure one cell of a pool',
  description:
    'Like a PUT of the whole pool with this cell in it, and refused where that would be (403 too). Version and ETag are the cell’s.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params: cellParams,
  requestHeaders: preconditions,
  body: { 'application/json': cell },
  responses: putResponses,
})

export const getCell = defineOperation({
  id: 'getCell',
  method: 'get',
  path: '/v1/pools/{poolId}/cells/{cellId}',
  summary: 'One cell of a pool',
  description: 'As it was put, with defaults filled in.',
  tags: ['Configuration'],
  scopes: mayRead,
  params: cellParams,
  responses: {
    200: {
      description: 'The cell, with defaults filled in.',
      body: cell
        .safeExtend({ id: cellId, version })
        .meta({ id: 'ConfiguredCell', description: 'A cell as configured.' }),
      headers: changeHeaders,
    },
  },
})

export const deleteCell = defineOperation({
  id: 'deleteCell',
  method: 'delete',
  path: '/v1/pools/{poolId}/cells/{cellId}',
  summary: 'Remove one cell from a pool',
  description:
    'The plan proposes to pause it, and export files pause its budgets. It stays a line with the status removed, and keeps what it has in force, until 0 is reported for it as applied or as spent; then it is gone and its money is free. 403 where it has an override or the pin of an undo and the key does not hold `plans:decide`.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params: cellParams,
  requestHeaders: preconditions,
  responses: deleteResponses,
})
