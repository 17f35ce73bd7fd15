import { z } from 'zod'
import { feed, feedStatus, MAX_FEEDS } from '../feed.ts'
import { defineOperation } from '../operation.ts'
import { mayWrite } from './configuration.ts'
import { configuredResource } from './configured-resource.ts'

export const {
  put: putFeed,
  get: getFeed,
  list: listFeeds,
  delete: deleteFeed,
} = configuredResource({
  name: 'Feed',
  plural: 'Feeds',
  noun: 'feed',
  nouns: 'feeds',
  path: '/v1/feeds',
  param: 'feedId',
  exampleId: 'rite-aid',
  body: feed,
  seen: { status: feedStatus },
  listedDescription: 'A feed as configured, and how its polls go.',
  putDescription: [
    'Replaces all of it; the same again changes nothing. The feed is polled at once, but not within a minute of its last poll.',
    `An organization has at most ${MAX_FEEDS.toLocaleString('en')} feeds (409).`,
  ].join(' '),
  getDescription: 'As it was put, with defaults filled in, and how polling goes.',
  deleteDescription: 'It is no longer polled; what was stored stays and ages. A PUT brings it back.',
})

export const pollFeed = defineOperation({
  id: 'pollFeed',
  method: 'post',
  path: '/v1/feeds/{feedId}/poll',
  summary: 'Poll a feed now',
  description:
    'But not within a minute of its last poll. The worker does it; `GET` says how it went. A repeat before that changes nothing, one after it polls again.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params: getFeed.params,
  responses: {
    202: {
      description: 'The poll is due.',
      body: z
        .strictObject({
          nextPollAt: z.iso
            .datetime()
            .nullable()
            .meta({
              description: 'When it is due; null: the feed is switched off.',
              examples: ['2026-11-22T08:59:30.000Z'],
            }),
        })
        .meta({ id: 'FeedDue', description: 'When the feed is polled.' }),
    },
  },
})
