import { createOutbound } from '@sluice/outbound'
import type { HttpApp } from '@sluice/service-kit'
import type { ResultsDeps } from './deps.ts'
import { deleteCell } from './routes/delete-cell.ts'
import { deleteFeed } from './routes/delete-feed.ts'
import { deleteLocation } from './routes/delete-location.ts'
import { deleteMapping } from './routes/delete-mapping.ts'
import { deletePlatformEntity } from './routes/delete-platform-entity.ts'
import { deletePool } from './routes/delete-pool.ts'
import { deleteServiceLine } from './routes/delete-service-line.ts'
import { getCell } from './routes/get-cell.ts'
import { getFeed } from './routes/get-feed.ts'
import { getFeeds } from './routes/get-feeds.ts'
import { getLocation } from './routes/get-location.ts'
import { getLocations } from './routes/get-locations.ts'
import { getMapping } from './routes/get-mapping.ts'
import { getMappings } from './routes/get-mappings.ts'
import { getOrganization } from './routes/get-organization.ts'
import { getPlatformEntities } from './routes/get-platform-entities.ts'
import { getPlatformEntity } from './routes/get-platform-entity.ts'
import { getPool } from './routes/get-pool.ts'
import { getPools } from './routes/get-pools.ts'
import { getServiceLine } from './routes/get-service-line.ts'
import { getServiceLines } from './routes/get-service-lines.ts'
import { postFeedPoll } from './routes/post-feed-poll.ts'
import { putCell } from './routes/put-cell.ts'
import { putFeed } from './routes/put-feed.ts'
import { putLocation } from './routes/put-location.ts'
import { putMapping } from './routes/put-mapping.ts'
import { putPlatformEntities } from './routes/put-platform-entities.ts'
import { putPlatformEntity } from './routes/put-platform-entity.ts'
import { putPool } from './routes/put-pool.ts'
import { putServiceLine } from './routes/put-service-line.ts'

/** What an organization configures: locations, service lines, mappings, feeds, pools, their cells and where those are set. */
export function registerConfigurationRoutes(app: HttpApp, deps: ResultsDeps): void {
  // Only judges addresses here; the worker polls.
  const outbound = createOutbound({ allowedNetworks: deps.allowedNetworks ?? [] })
  app.addHook('onClose', () => outbound.close())
  getOrganization(app, deps)
  putLocation(app, deps)
  getLocation(app, deps)
  getLocations(app, deps)
  deleteLocation(app, deps)
  putServiceLine(app, deps)
  getServiceLine(app, deps)
  getServiceLines(app, deps)
  deleteServiceLine(app, deps)
  putMapping(app, deps)
  getMapping(app, deps)
  getMappings(app, deps)
  deleteMapping(app, deps)
  putFeed(app, deps, outbound)
  getFeed(app, deps)
  getFeeds(app, deps)
  deleteFeed(app, deps)
  postFeedPoll(app, deps)
  putPool(app, deps)
  getPool(app, deps)
  getPools(app, deps)
  deletePool(app, deps)
  putCell(app, deps)
  getCell(app, deps)
  deleteCell(app, deps)
  putPlatformEntities(app, deps)
  getPlatformEntities(app, deps)
  putPlatformEntity(app, deps)
  getPlatformEntity(app, deps)
  deletePlatformEntity(app, deps)
}
