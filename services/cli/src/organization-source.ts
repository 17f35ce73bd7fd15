import { configuredPersons, type OrganizationFile, organizationFile } from '@sluice/contracts'
import type { z } from 'zod'
import { exitCodes, Failure } from './failure.ts'
import { type FileFault, faultText, pathText, readSource, type SourceFile } from './source-file.ts'

export interface OrganizationSource {
  name: string
  organization: OrganizationFile
  file: SourceFile
}

/**
 * Reads a whole organization out of YAML or JSON, defaults filled in.
 * @throws Failure with every fault and its line
 */
export function readOrganization(name: string, text: string): OrganizationSource {
  const source = readSource(text)
  if (source.kind === 'faulty') throw faultyFile(name, source.faults)
  const parsed = organizationFile.safeParse(source.file.content)
  if (!parsed.success)
    throw faultyFile(
      name,
      parsed.error.issues.flatMap((issue) => issueToFaults(issue, source.file)),
    )
  const persons = configuredPersons(parsed.data).map(({ path, detail }) => toFault(path, detail, source.file))
  if (persons.length > 0) throw faultyFile(name, persons)
  return { name, organization: parsed.data, file: source.file }
}

/** Nothing was applied: the file is checked whole before anything is sent to the service. */
export function faultyFile(name: string, faults: readonly FileFault[]): Failure {
  const inOrder = [...faults].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  const lines = inOrder.slice(0, MOST).map((fault) => faultText(name, fault))
  const more = inOrder.length > MOST ? [`… and ${inOrder.length - MOST} more`] : []
  return new Failure([...lines, ...more, 'Nothing was applied.'].join('\n'), { code: exitCodes.badInput })
}

const MOST = 50

/** The file is on the user's own screen, so that an unknown key may be named: it is mostly a misspelt one. */
function issueToFaults(issue: z.core.$ZodIssue, file: SourceFile): FileFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      ...toFault(issue.path, `unknown key "${key}"`, file),
      line: file.lineOfKey(issue.path, key),
    }))
  return [toFault(issue.path, issue.message, file)]
}

function toFault(path: readonly PropertyKey[], message: string, file: SourceFile): FileFault {
  return { line: file.lineOf(path), at: pathText(path), message }
}
