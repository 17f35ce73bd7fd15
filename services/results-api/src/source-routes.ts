import type { HttpApp } from '@sluice/service-kit'
import type { ResultsDeps } from './deps.ts'
import { deleteSigningSecret } from './routes/delete-signing-secret.ts'
import { deleteSource } from './routes/delete-source.ts'
import { getAlerts } from './routes/get-alerts.ts'
import { getFreshness } from './routes/get-freshness.ts'
import { getSource } from './routes/get-source.ts'
import { getSourceDeliveries } from './routes/get-source-deliveries.ts'
import { getSources } from './routes/get-sources.ts'
import { postSigningSecret } from './routes/post-signing-secret.ts'
import { putSource } from './routes/put-source.ts'

/** Sources: who reports, what arrives, how it is protected, how old it is, and what somebody should look at. */
export function registerSourceRoutes(app: HttpApp, deps: ResultsDeps): void {
  getSources(app, deps)
  getSource(app, deps)
  getSourceDeliveries(app, deps)
  putSource(app, deps)
  deleteSource(app, deps)
  postSigningSecret(app, deps)
  deleteSigningSecret(app, deps)
  getAlerts(app, deps)
  getFreshness(app, deps)
}
