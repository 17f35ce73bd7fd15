import { given } from './given.ts'
import type { Group } from './input.ts'
import type { AssumptionFault, WhatIf } from './what-if.ts'

/**
 * The pool's groups as if [W4]. Faults: unknown and taken ids, parents that are not there or below, a minimum above the
 * maximum.
 */
export function assumeGroups(groups: readonly Group[], whatIf: WhatIf, faults: AssumptionFault[]): Group[] {
  const { groups: changes = [], addedGroups: added = [], removedGroupIds: removed = [] } = whatIf
  const known = new Map(groups.map((group) => [group.id, group]))
  const gone = new Set(removed)
  const refuse = (pointer: string, detail: string) => faults.push({ pointer, detail })
  changes.forEach(({ id }, index) => {
    if (!known.has(id) || gone.has(id)) refuse(`/groups/${index}/id`, 'a group of this pool that is not removed here')
  })
  added.forEach(({ id }, index) => {
    if (known.has(id)) refuse(`/addedGroups/${index}/id`, 'an id that no group of this pool has')
  })
  removed.forEach((id, index) => {
    if (!known.has(id)) refuse(`/removedGroupIds/${index}`, 'a group of this pool')
  })
  const changed = new Map(changes.map((change) => [change.id, change]))
  const kept = groups
    .filter(({ id }) => !gone.has(id))
    .map((group) => ({ ...group, parentId: nearestKept(group.parentId, known, gone), ...given(changed.get(group.id)) }))
  const isNew = ({ id }: Group) => !known.has(id)
  const all = [...kept, ...added.filter(isNew)]
  for (const [index, { id }] of changes.entries()) refuseGroup(all, id, `/groups/${index}`, refuse)
  for (const [index, group] of added.entries())
    if (isNew(group)) refuseGroup(all, group.id, `/addedGroups/${index}`, refuse)
  return all
}

/** The group itself, or where what hung on it hangs once it is gone. */
export function nearestKept(
  groupId: string | null,
  known: ReadonlyMap<string, Pick<Group, 'parentId'>>,
  gone: ReadonlySet<string>,
): string | null {
  let id = groupId
  while (id !== null && gone.has(id)) id = known.get(id)?.parentId ?? null
  return id
}

function refuseGroup(
  groups: readonly Group[],
  id: string,
  pointer: string,
  refuse: (pointer: string, detail: string) => void,
): void {
  const byId = new Map(groups.map((group) => [group.id, group]))
  const group = byId.get(id)
  if (group === undefined) return
  const { minDailyBudgetMinor: min, maxDailyBudgetMinor: max, parentId } = group
  if (max !== null && min > max) refuse(`${pointer}/maxDailyBudgetMinor`, 'at least minDailyBudgetMinor')
  if (parentId !== null && !byId.has(parentId)) refuse(`${pointer}/parentId`, 'the id of a group of this pool')
  else if (isEndless(byId, id)) refuse(`${pointer}/parentId`, 'not the group itself, nor one below it')
}

function isEndless(byId: ReadonlyMap<string, Group>, from: string): boolean {
  const way = new Set<string>()
  for (let id: string | null = from; id !== null; id = byId.get(id)?.parentId ?? null) {
    if (way.has(id)) return true
    way.add(id)
  }
  return false
}
