import { sourceId } from '@sluice/database'

/** Whether a source is named by its id; `unknown` is what came without a name we know. */
export function isSourceId(nameOrId: string): boolean {
  return /^(?:[0-9a-f]{32}|unknown)$/.test(nameOrId)
}

/** The id of a source that is given by its name or by its id. */
export function toSourceId(nameOrId: string): string {
  return isSourceId(nameOrId) ? nameOrId : sourceId(nameOrId)
}
