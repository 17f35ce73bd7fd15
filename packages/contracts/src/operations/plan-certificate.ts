import { z } from 'zod'
import { defineOperation } from '../operation.ts'
import { planCertificate } from '../plan-certificate.ts'
import { cached, notModified, planNumber, poolId, requestHeaders } from './plans.ts'

export const getPlanCertificate = defineOperation({
  id: 'getPlanCertificate',
  method: 'get',
  path: '/v1/pools/{poolId}/plans/{number}/certificate',
  summary: 'Certificate of a plan, to check without the service',
  description:
    'The problem a plan had to solve, its best split with the prices that prove it, and the published numbers with their proven gap. Save the answer and run `npm run -s sluice -- verify certificate.json`: no service is needed. Certificates are worked out from the plan’s stored input, one at a time; other requests are answered 429 meanwhile. A plan’s certificate never changes.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params: z.strictObject({ poolId, number: planNumber }),
  requestHeaders,
  responses: {
    200: { description: 'The certificate.', body: planCertificate, headers: z.strictObject(cached) },
    304: notModified(z.strictObject(cached)),
  },
})
