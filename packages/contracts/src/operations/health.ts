import { z } from 'zod'
import { defineOperation } from '../operation.ts'

const checks = z.record(z.string(), z.boolean()).meta({
  description: 'What the service needs, by name, and whether it is there.',
  examples: [{ database: true }],
})

export const getHealth = defineOperation({
  id: 'getHealth',
  method: 'get',
  path: '/healthz',
  summary: 'Does the process run?',
  description: 'Answers as long as the process can answer at all. On every service.',
  tags: ['Operation'],
  scopes: [],
  responses: {
    200: {
      description: 'The process runs.',
      body: z.strictObject({ status: z.literal('ok').meta({ description: 'Always ok.', examples: ['ok'] }) }),
    },
  },
})

export const getReadiness = defineOperation({
  id: 'getReadiness',
  method: 'get',
  path: '/readyz',
  summary: 'Can it do its work?',
  description: 'Send traffic only while this answers 200. On every service.',
  tags: ['Operation'],
  scopes: [],
  responses: {
    200: {
      description: 'The service is ready.',
      body: z.strictObject({
        status: z.literal('ready').meta({ description: 'Always ready.', examples: ['ready'] }),
        checks,
      }),
    },
    503: {
      description: 'The service is not ready yet, or not any more.',
      body: z.strictObject({
        status: z.literal('not ready').meta({ description: 'Always not ready.', examples: ['not ready'] }),
        checks,
      }),
    },
  },
})

export const getMetrics = defineOperation({
  id: 'getMetrics',
  method: 'get',
  path: '/metrics',
  summary: 'Figures for Prometheus',
  description: 'Durations by route, the process, the queue. On every service; holds no ids.',
  tags: ['Operation'],
  scopes: [],
  responses: {
    200: {
      description: 'Prometheus’ text format.',
      body: z.string().meta({ description: 'Metrics.', examples: ['http_request_duration_seconds_count 3'] }),
      mediaType: 'text/plain',
    },
  },
})
