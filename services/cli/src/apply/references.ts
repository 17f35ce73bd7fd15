import { faultyFile, type OrganizationSource } from '../organization-source.ts'
import { type FileFault, pathText } from '../source-file.ts'
import type { Configuration } from './current.ts'

interface Known {
  locations: ReadonlySet<string>
  serviceLines: ReadonlySet<string>
}

/**
 * Cells may name what is in the file or configured already, unless that is about to be pruned.
 * @throws Failure with every cell that names something else
 */
export function requireKnownReferences(source: OrganizationSource, current: Configuration, prune: boolean): void {
  const { name, organization } = source
  const known = {
    locations: idsOf(organization.locations, current.location, prune),
    serviceLines: idsOf(organization.serviceLines, current['service line'], prune),
  }
  const faults = organization.pools.flatMap((_, index) => unknownIn(source, index, known))
  if (faults.length > 0) throw faultyFile(name, faults)
}

function idsOf(
  items: readonly { id: string }[],
  configured: ReadonlyMap<string, unknown>,
  prune: boolean,
): Set<string> {
  return new Set([...items.map(({ id }) => id), ...(prune ? [] : configured.keys())])
}

function unknownIn({ organization, file }: OrganizationSource, poolIndex: number, known: Known): FileFault[] {
  const cells = organization.pools[poolIndex]?.cells ?? []
  return cells.flatMap((cell, cellIndex) => {
    const faultAt = (field: string, what: string): FileFault => {
      const path = ['pools', poolIndex, 'cells', cellIndex, field]
      return { line: file.lineOf(path), at: pathText(path), message: `the id of a ${what}, in this file or configured` }
    }
    return [
      ...(known.locations.has(cell.locationId) ? [] : [faultAt('locationId', 'location')]),
      ...(known.serviceLines.has(cell.serviceLine) ? [] : [faultAt('serviceLine', 'service line')]),
    ]
  })
}
