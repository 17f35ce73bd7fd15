import { z } from 'zod'
import { feed, feedStatus } from '../feed.ts'
import { identifier } from '../identifier.ts'
import { listOf, pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import {
  changeHeaders,
  configVersion,
  deleteResponses,
  mayRead,
  mayWrite,
  pageHeaders,
  pageNotModified,
  pageRequestHeaders,
  preconditions,
  putResponses,
  version,
} from './configuration.ts'

const feedId = identifier.meta({ description: 'The feed, by an id of your choice.', examples: ['rite-aid'] })
const params = z.strictObject({ feedId })
const listed = feed
  .safeExtend({ id: feedId, version, status: feedStatus })
  .meta({ id: 'ListedFeed', description: 'A feed as configured, and how polling it goes.' })

export const putFeed = defineOperation({
  id: 'putFeed',
  method: 'put',
  path: '/v1/feeds/{feedId}',
  summary: 'Configure a feed',
  description:
    'Whole; the same again changes nothing. It is polled at once, a minute after its last poll at the earliest.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params,
  requestHeaders: preconditions,
  body: { 'application/json': feed },
  responses: putResponses,
})

export const getFeed = defineOperation({
  id: 'getFeed',
  method: 'get',
  path: '/v1/feeds/{feedId}',
  summary: 'A feed',
  description: 'As it was put, defaults filled in, and how polling goes.',
  tags: ['Configuration'],
  scopes: mayRead,
  params,
  responses: {
    200: {
      description: 'It.',
      body: listed.safeExtend({ configVersion }).meta({ id: 'ConfiguredFeed', description: 'A feed as configured.' }),
      headers: changeHeaders,
    },
  },
})

export const listFeeds = defineOperation({
  id: 'listFeeds',
  method: 'get',
  path: '/v1/feeds',
  summary: 'All feeds',
  description: 'In order of their ids.',
  tags: ['Configuration'],
  scopes: mayRead,
  query: z.strictObject(pageQuery),
  requestHeaders: pageRequestHeaders,
  responses: {
    200: { description: 'One page.', body: listOf('FeedList', listed), headers: pageHeaders },
    304: pageNotModified,
  },
})

export const deleteFeed = defineOperation({
  id: 'deleteFeed',
  method: 'delete',
  path: '/v1/feeds/{feedId}',
  summary: 'Archive a feed',
  description: 'It is no longer polled; what was stored stays and ages. Put again it is back.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params,
  requestHeaders: preconditions,
  responses: deleteResponses,
})

export const pollFeed = defineOperation({
  id: 'pollFeed',
  method: 'post',
  path: '/v1/feeds/{feedId}/poll',
  summary: 'Poll a feed now',
  description: 'A minute after its last poll at the earliest. The worker does it; `GET` says how it went.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params,
  responses: {
    202: {
      description: 'It is due.',
      body: z
        .strictObject({
          nextPollAt: z.iso
            .datetime()
            .nullable()
            .meta({ description: 'When; null: it is switched off.', examples: ['2026-11-22T08:59:30.000Z'] }),
        })
        .meta({ id: 'FeedDue', description: 'When the feed is polled.' }),
    },
  },
})
