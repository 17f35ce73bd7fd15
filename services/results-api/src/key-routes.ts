import type { HttpApp } from '@sluice/service-kit'
import type { ResultsDeps } from './deps.ts'
import { deleteKey } from './routes/delete-key.ts'
import { getAuditLog } from './routes/get-audit-log.ts'
import { getKeys } from './routes/get-keys.ts'
import { postKey } from './routes/post-key.ts'
import { postKeyRotation } from './routes/post-key-rotation.ts'

/** Who may do what, and who did. */
export function registerKeyRoutes(app: HttpApp, deps: ResultsDeps): void {
  getKeys(app, deps)
  postKey(app, deps)
  postKeyRotation(app, deps)
  deleteKey(app, deps)
  getAuditLog(app, deps)
}
