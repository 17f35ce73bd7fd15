import { Command } from 'commander'
import { alertsCommand } from './commands/alerts.ts'
import { allocateCommand } from './commands/allocate.ts'
import { appliedCommand } from './commands/applied.ts'
import { applyCommand } from './commands/apply.ts'
import { auditCommand } from './commands/audit.ts'
import { backupCommand, restoreCommand } from './commands/backup.ts'
import { budgetsCommand } from './commands/budgets.ts'
import { approveCommand, rejectCommand, undoCommand } from './commands/decide.ts'
import { decisionsCommand } from './commands/decisions.ts'
import { diffCommand } from './commands/diff.ts'
import { exportCommand } from './commands/export.ts'
import { feedCommand } from './commands/feed.ts'
import { freshnessCommand } from './commands/freshness.ts'
import { frontierCommand } from './commands/frontier.ts'
import { importCommand } from './commands/import.ts'
import { inputsCommand } from './commands/inputs.ts'
import { keyCommand } from './commands/key.ts'
import { mappingCommand } from './commands/mapping.ts'
import { messageCommand } from './commands/message.ts'
import { migrateCommand } from './commands/migrate.ts'
import { organizationCommand } from './commands/organization.ts'
import { overrideCommand } from './commands/override.ts'
import { pacingCommand } from './commands/pacing.ts'
import { planCommand } from './commands/plan.ts'
import { platformCommand } from './commands/platform.ts'
import { poolsCommand } from './commands/pools.ts'
import { replayCommand } from './commands/replay.ts'
import { reportCommand } from './commands/report.ts'
import { secretsCommand } from './commands/secrets.ts'
import { simulateCommand } from './commands/simulate.ts'
import { sourceCommand } from './commands/source.ts'
import { sourcesCommand } from './commands/sources.ts'
import { verifyCommand } from './commands/verify.ts'
import { viewCommand } from './commands/view.ts'
import { webhookCommand } from './commands/webhook.ts'
import type { CommandContext } from './context.ts'

/** The whole command line. Errors of usage are thrown as commander's, everything else as Failure. */
export function buildProgram(context: CommandContext): Command {
  const program = new Command('sluice')
    .description('Moves advertising budget to the clinics that can see the patients.')
    .usage('<command> [options]      (from the repository: npm run sluice -- <command> [options])')
    .addHelpText('after', footer)
  const commands = [
    migrateCommand(context),
    organizationCommand(context),
    keyCommand(context),
    auditCommand(context),
    secretsCommand(context),
    backupCommand(context),
    restoreCommand(context),
    applyCommand(context),
    poolsCommand(context),
    importCommand(context),
    sourcesCommand(context),
    sourceCommand(context),
    feedCommand(context),
    mappingCommand(context),
    freshnessCommand(context),
    alertsCommand(context),
    planCommand(context),
    viewCommand(context),
    diffCommand(context),
    approveCommand(context),
    rejectCommand(context),
    overrideCommand(context),
    undoCommand(context),
    messageCommand(context),
    decisionsCommand(context),
    budgetsCommand(context),
    platformCommand(context),
    exportCommand(context),
    appliedCommand(context),
    webhookCommand(context),
    simulateCommand(context),
    frontierCommand(context),
    inputsCommand(context),
    replayCommand(context),
    pacingCommand(context),
    reportCommand(context),
    allocateCommand(context),
    verifyCommand(context),
  ]
  for (const command of commands) program.addCommand(command)
  for (const command of withSubcommands(program)) {
    command
      .helpCommand(command === program)
      .configureHelp({ subcommandTerm: (sub) => sub.name() })
      .exitOverride()
      .configureOutput({
        writeOut: (text) => context.out(text.trimEnd()),
        writeErr: (text) => context.err(text.trimEnd()),
      })
  }
  return program
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)]
}

const footer = `
Where things are:
  migrate, organization, key, audit and secrets work on the database: MIGRATION_DATABASE_URL, or the embedded one of a running \`npm start\`.
  allocate and verify need neither that nor a service.
  All others go through the API (--url, or where it runs, or http://localhost:8080) with a key: --key, SLUICE_KEY, or .sluice/keys.json.

Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 failed, 2 unusable input.

Examples:
  npm run sluice -- organization create riverside --name "Riverside Dental" --time-zone America/New_York
  npm run sluice -- apply -f organization.yaml --dry-run
  npm run sluice -- key create --help`
