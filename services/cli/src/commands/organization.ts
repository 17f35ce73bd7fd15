import { createOrganization } from '@sluice/auth'
import { organization as organizationSchema } from '@sluice/contracts'
import { listOrganizations, withOwner } from '@sluice/database'
import { Command } from 'commander'
import { exampleText, sluice } from '../command-line.ts'
import type { Context } from '../context.ts'
import { withDatabase } from '../database.ts'
import { requireSound } from '../new-names.ts'
import { table } from '../table.ts'

/** `sluice organization create|list` */
export function organizationCommand(context: Context): Command {
  return new Command('organization')
    .summary('create and list organizations')
    .description('Organizations are the tenants: everything else belongs to exactly one.')
    .addCommand(createCommand(context))
    .addCommand(listCommand(context))
}

function createCommand(context: Context): Command {
  return new Command('create')
    .summary('create an organization')
    .description('Creates an organization. One that is there already stays as it is.')
    .argument('<id>', 'letters, digits, dots, underscores, hyphens; chosen once')
    .requiredOption('--name <name>', 'for people')
    .requiredOption('--time-zone <zone>', 'IANA time zone of its reports')
    .option('--json', 'print { id, created } for scripts')
    .addHelpText(
      'after',
      exampleText('organization create riverside --name "Riverside Dental" --time-zone America/New_York'),
    )
    .action((id, options) => create(context, { id, name: options.name, timeZone: options.timeZone }, options))
}

async function create(
  context: Context,
  given: { id: string; name: string; timeZone: string },
  options: { json?: boolean },
): Promise<void> {
  const organization = requireSound(organizationSchema, given, optionOf)
  const { created } = await withDatabase(context, (db) => createOrganization(db, organization))
  if (options.json) return context.out(JSON.stringify({ id: given.id, created }))
  if (!created) return context.out(`There is an organization ${given.id} already; it stays as it is.`)
  context.out(`Created the organization ${given.id}.`)
  context.err(`Next, a key: ${sluice} key create --organization ${given.id} --name admin --role admin`)
}

function optionOf(field: PropertyKey | undefined): string {
  return field === 'timeZone' ? '--time-zone' : field === 'id' ? 'id' : `--${String(field)}`
}

function listCommand(context: Context): Command {
  return new Command('list')
    .summary('list organizations')
    .description('Lists every organization of the installation.')
    .option('--json', 'print them as JSON for scripts')
    .addHelpText('after', exampleText('organization list'))
    .action(async (options: { json?: boolean }) => {
      const rows = await withDatabase(context, (db) => withOwner(db, '', listOrganizations))
      const found = rows.map((row) => ({
        id: row.id,
        name: row.name,
        timeZone: row.time_zone,
        createdAt: row.created_at,
      }))
      if (options.json) return context.out(JSON.stringify(found))
      context.out(
        table(
          ['ID', 'NAME', 'TIME ZONE'],
          found.map(({ id, name, timeZone }) => [id, name, timeZone]),
        ),
      )
    })
}
