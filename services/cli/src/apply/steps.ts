import type { OrganizationFile, PoolCell } from '@sluice/contracts'
import { type FieldChange, fieldChanges } from '../difference.ts'
import type { Configuration, Kind } from './current.ts'

/** One request that brings the service closer to the file. */
export interface Step {
  sign: '+' | '~' | '-'
  kind: Kind
  id: string
  /** For people: a name, how many cells. */
  note: string
  changes: FieldChange[]
  /** What to put; undefined: archive it. */
  body?: unknown
  /** Version the difference was worked out from: what was changed meanwhile is not overwritten. */
  etag?: string
  /** Where it is in the file: `['pools', 2]`. */
  at: [string, number] | undefined
}

/**
 * What has to be done, in an order that works: what is referred to before what refers to it, a pool that gives a place up
 * before the one that takes it, and removal from the other end.
 */
export function stepsTo(wanted: OrganizationFile, current: Configuration, prune: boolean): Step[] {
  const lines = wanted.serviceLines.map((item, index) =>
    putStep('service line', item, ['serviceLines', index], current),
  )
  const locations = wanted.locations.map((item, index) => putStep('location', item, ['locations', index], current))
  const pools = poolsInOrder(wanted.pools, current).map(({ pool, index }) =>
    putStep('pool', pool, ['pools', index], current),
  )
  const puts = [...lines, ...locations, ...pools].filter((step) => step !== undefined)
  if (!prune) return puts
  const [gonePools, goneLocations, goneLines] = [
    goneSteps('pool', wanted.pools, current),
    goneSteps('location', wanted.locations, current),
    goneSteps('service line', wanted.serviceLines, current),
  ]
  const isPool = (step: Step) => step.kind === 'pool'
  return [...puts.filter((step) => !isPool(step)), ...gonePools, ...puts.filter(isPool), ...goneLocations, ...goneLines]
}

/** Ids the service has and the file does not. */
export function notInFile(wanted: OrganizationFile, current: Configuration): { kind: Kind; id: string }[] {
  return [
    ...goneSteps('service line', wanted.serviceLines, current),
    ...goneSteps('location', wanted.locations, current),
    ...goneSteps('pool', wanted.pools, current),
  ].map(({ kind, id }) => ({ kind, id }))
}

function putStep(kind: Kind, item: Named, at: [string, number], current: Configuration): Step | undefined {
  const { id, ...body } = item
  const before = current[kind].get(id)
  const changes = before ? fieldChanges(before.body, body) : []
  if (before && changes.length === 0) return undefined
  const put = { kind, id, note: noteOf(item), changes, body, at }
  return before ? { ...put, sign: '~', etag: before.etag } : { ...put, sign: '+' }
}

interface Named {
  id: string
  name: string
  cells?: readonly unknown[]
}

function noteOf({ name, cells }: Named): string {
  return cells ? `${name}, ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}` : name
}

function goneSteps(kind: Kind, wanted: readonly { id: string }[], current: Configuration): Step[] {
  const kept = new Set(wanted.map(({ id }) => id))
  return [...current[kind]]
    .filter(([id]) => !kept.has(id))
    .map(([id, { body, etag }]) => {
      return { sign: '-', kind, id, note: String(body.name), changes: [], etag, at: undefined }
    })
}

interface Ordered {
  pool: OrganizationFile['pools'][number]
  index: number
}

/** Pools that give up what others take come first. Two that swap cannot be ordered: the service says so then. */
function poolsInOrder(pools: OrganizationFile['pools'], current: Configuration): Ordered[] {
  const waiting = pools.map((pool, index) => ({ pool, index }))
  const held = new Map(pools.map(({ id }) => [id, channelsOf(current.pool.get(id)?.body.cells)]))
  const done: Ordered[] = []
  while (waiting.length > 0) {
    const free = waiting.findIndex(({ pool }) => isFree(pool, waiting, held))
    done.push(...waiting.splice(Math.max(free, 0), 1))
  }
  return done
}

/** Whether nothing this pool wants is held by another one whose turn is still to come. */
function isFree({ id, cells }: Ordered['pool'], waiting: readonly Ordered[], held: Map<string, Set<string>>): boolean {
  const others = waiting.filter(({ pool }) => pool.id !== id)
  return !cells.some((cell) => others.some(({ pool }) => held.get(pool.id)?.has(channelOf(cell))))
}

function channelsOf(cells: unknown): Set<string> {
  // As the service answered, whose cells are what our schema says.
  return new Set(Array.isArray(cells) ? (cells as PoolCell[]).map(channelOf) : [])
}

function channelOf({ locationId, serviceLine, channel }: PoolCell): string {
  return `${locationId} ${serviceLine} ${channel ?? ''}`
}
