import { createOutbound } from '@sluice/outbound'
import type { HttpApp } from '@sluice/service-kit'
import type { ResultsDeps } from './deps.ts'
import { deleteWebhookEndpoint } from './routes/delete-webhook-endpoint.ts'
import { getWebhookDeliveries } from './routes/get-webhook-deliveries.ts'
import { getWebhookEndpoint } from './routes/get-webhook-endpoint.ts'
import { getWebhookEndpoints } from './routes/get-webhook-endpoints.ts'
import { postWebhookEndpoint } from './routes/post-webhook-endpoint.ts'
import { postWebhookReplay } from './routes/post-webhook-replay.ts'
import { postWebhookSecretRotation } from './routes/post-webhook-secret-rotation.ts'
import { postWebhookTest } from './routes/post-webhook-test.ts'
import { putWebhookEndpoint } from './routes/put-webhook-endpoint.ts'

/** Webhook endpoints; the worker sends. */
export function registerWebhookRoutes(app: HttpApp, deps: ResultsDeps): void {
  // Only judges addresses here; sends nothing.
  const outbound = createOutbound({ allowedNetworks: deps.allowedNetworks ?? [] })
  app.addHook('onClose', () => outbound.close())
  getWebhookEndpoints(app, deps)
  postWebhookEndpoint(app, deps, outbound)
  getWebhookEndpoint(app, deps)
  putWebhookEndpoint(app, deps, outbound)
  deleteWebhookEndpoint(app, deps)
  postWebhookSecretRotation(app, deps)
  postWebhookTest(app, deps)
  getWebhookDeliveries(app, deps)
  postWebhookReplay(app, deps)
}
