import { ProblemError, type SluiceClient } from '@sluice/client'
import { organization as organizationSchema } from '@sluice/contracts'
import type { Command } from 'commander'
import { connectApi, refusalAsFailure } from '../api.ts'
import { type ApiCommandOptions, apiCommand } from '../api-command.ts'
import { type Configuration, readConfiguration } from '../apply/current.ts'
import { requireKnownReferences } from '../apply/references.ts'
import { sendStep } from '../apply/send.ts'
import { notInFile, type Step, stepsTo } from '../apply/steps.ts'
import { doneText, stepText, summaryText } from '../apply/text.ts'
import type { Context } from '../context.ts'
import { Failure } from '../failure.ts'
import { faultyFile, type OrganizationSource, readOrganization } from '../organization-source.ts'
import { pathText } from '../source-file.ts'

interface ApplyOptions extends ApiCommandOptions {
  file: string
  dryRun?: boolean
  prune?: boolean
}

/** `sluice apply` */
export function applyCommand(context: Context): Command {
  return apiCommand('apply', {
    summary: 'configure a whole organization from one file',
    description:
      'Reads service lines, locations and pools from a YAML or JSON file, says what differs from what is configured, and changes that. The same file again changes nothing. The file is checked whole before anything is changed.',
    scope: 'config:write',
    json: 'print { dryRun, changes } for scripts',
    example: 'apply -f organization.yaml --dry-run',
  })
    .requiredOption('-f, --file <file>', 'the file; - is standard input')
    .option('--dry-run', 'only say what would change')
    .option('--prune', 'also archive what is configured and not in the file')
    .addHelpText(
      'after',
      `
In the output + is created, ~ changed (old → new), - removed.

A file:
  organization: { id: riverside, name: Riverside Dental, timeZone: America/New_York }
  serviceLines:
    - { id: orthodontics, name: Orthodontics, typicalWaitDays: 18, typicalWaitKind: third_next_available,
        lifetimeValueMinor: 480000, marginShare: 0.42, priorCostPerBookingMinor: 9500, priorKappa: 1.5 }
  locations:
    - { id: smyrna, name: Smyrna, timeZone: America/New_York }
  pools:
    - id: georgia
      name: Georgia
      currency: USD
      timeZone: America/New_York
      period: { kind: month, budgetMinor: 15000000 }
      cells:
        - { id: smyrna-ortho, locationId: smyrna, serviceLine: orthodontics, baselineDailyBudgetMinor: 42000 }
      policy: { ramp: { upShare: 0.15 } }   # only what differs from the defaults`,
    )
    .action((options: ApplyOptions) => apply(context, options))
}

async function apply(context: Context, options: ApplyOptions): Promise<void> {
  const name = options.file === '-' ? 'standard input' : options.file
  const source = readOrganization(name, await context.read(options.file))
  const api = await connectApi(context, options)
  try {
    await requireOrganization(api, context, source)
    const current = await readConfiguration(api, new Set(source.organization.pools.map(({ id }) => id)))
    requireKnownReferences(source, current, options.prune ?? false)
    const steps = stepsTo(source.organization, current, options.prune ?? false)
    if (!options.prune) sayLeft(context, source, current)
    await (options.dryRun ? show(context, steps, options) : run(context, api, { source, steps, options }))
  } catch (error) {
    throw refusalAsFailure(error)
  }
}

/** A key writes to its own organization whatever the file says: better not at all than to the wrong one. */
async function requireOrganization(
  api: SluiceClient,
  context: Context,
  { name, organization, file }: OrganizationSource,
) {
  const { data } = await api.GET('/v1/organization')
  const { id, name: called, timeZone } = organizationSchema.loose().parse(data)
  const wanted = organization.organization
  if (id !== wanted.id) {
    const at = 'organization.id'
    const message = `the key belongs to the organization ${id}`
    throw faultyFile(name, [{ line: file.lineOf(['organization', 'id']), at, message }])
  }
  if (called !== wanted.name || timeZone !== wanted.timeZone)
    context.err(
      `Note: the organization's own name and time zone stay "${called}" and ${timeZone}; apply does not change them.`,
    )
}

function sayLeft(context: Context, { organization }: OrganizationSource, current: Configuration): void {
  const left = notInFile(organization, current).map(({ kind, id }) => `${kind} ${id}`)
  if (left.length === 0) return
  const shown = left.length > 10 ? [...left.slice(0, 10), `and ${left.length - 10} more`] : left
  context.err(`Not in the file and left as configured (--prune archives): ${shown.join(', ')}.`)
}

async function show(context: Context, steps: readonly Step[], { json }: ApplyOptions): Promise<void> {
  if (json) return context.out(JSON.stringify({ dryRun: true, changes: steps.map(stepToJson) }))
  if (steps.length === 0) return context.out('Nothing to change.')
  for (const step of steps) context.out(stepText(step))
  context.out(summaryText(steps, ['to create', 'to change', 'to remove']))
}

interface Run {
  source: OrganizationSource
  steps: readonly Step[]
  options: ApplyOptions
}

async function run(context: Context, api: SluiceClient, { source, steps, options }: Run): Promise<void> {
  const done: Step[] = []
  for (const step of steps) {
    try {
      await sendStep(api, step)
    } catch (error) {
      throw stoppedAt(error, { step, done, source })
    }
    done.push(step)
    if (!options.json) context.out(`${stepText(step)}\n  ${doneText(step)}`)
  }
  if (options.json) return context.out(JSON.stringify({ dryRun: false, changes: done.map(stepToJson) }))
  context.out(done.length === 0 ? 'Nothing to change.' : summaryText(done, ['created', 'changed', 'removed']))
}

function stepToJson({ sign, kind, id, changes }: Step) {
  const action = { '+': 'create', '~': 'change', '-': 'remove' }[sign]
  return { action, kind, id, changes }
}

/** Says exactly how far it came: each step is whole or not at all, and what was done is found done the next time. */
function stoppedAt(
  error: unknown,
  { step, done, source }: { step: Step; done: readonly Step[]; source: OrganizationSource },
) {
  const applied =
    done.length === 0
      ? 'Nothing was applied.'
      : `Applied before it, and kept:\n${done.map((each) => `  ${doneText(each)}`).join('\n')}`
  const reason = error instanceof ProblemError ? refusedAt(error, step, source) : messageOf(error)
  const advice = 'Applying the file again is safe: it goes on where this stopped.'
  return new Failure([`Stopped at ${step.kind} ${step.id}: ${reason}`, applied, advice].join('\n'), { cause: error })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'an unknown error'
}

/** The service points into the body; the body is a part of the file. */
function refusedAt(refused: ProblemError, { at }: Step, { name, file }: OrganizationSource): string {
  if (refused.code === 'precondition-failed') return 'it was changed by someone else just now.'
  const places = refused.errors.map(({ pointer, detail }) => {
    const path = [
      ...(at ?? []),
      ...pointer
        .split('/')
        .slice(1)
        .map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
    ]
    return `\n  ${name}:${file.lineOf(path) ?? '?'}: ${pathText(path)}: ${detail}`
  })
  return `${refused.message} (${refused.status} ${refused.code})${places.join('')}`
}
