import { Command } from 'commander'
import { sluice } from './command-line.ts'
import type { CommandContext } from './context.ts'
import { exitCodes, Failure } from './failure.ts'

/** In the order of the help. Loaded when asked for: all of them together load for longer than most of them work. */
const commands: Readonly<Record<string, () => Promise<(context: CommandContext) => Command>>> = {
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand,
  organization: async () => (await import('./commands/organization.ts')).organizationCommand,
  key: async () => (await import('./commands/key.ts')).keyCommand,
  audit: async () => (await import('./commands/audit.ts')).auditCommand,
  secrets: async () => (await import('./commands/secrets.ts')).secretsCommand,
  backup: async () => (await import('./commands/backup.ts')).backupCommand,
  restore: async () => (await import('./commands/backup.ts')).restoreCommand,
  apply: async () => (await import('./commands/apply.ts')).applyCommand,
  pools: async () => (await import('./commands/pools.ts')).poolsCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  sources: async () => (await import('./commands/sources.ts')).sourcesCommand,
  source: async () => (await import('./commands/source.ts')).sourceCommand,
  feed: async () => (await import('./commands/feed.ts')).feedCommand,
  mapping: async () => (await import('./commands/mapping.ts')).mappingCommand,
  freshness: async () => (await import('./commands/freshness.ts')).freshnessCommand,
  alerts: async () => (await import('./commands/alerts.ts')).alertsCommand,
  plan: async () => (await import('./commands/plan.ts')).planCommand,
  view: async () => (await import('./commands/view.ts')).viewCommand,
  diff: async () => (await import('./commands/diff.ts')).diffCommand,
  approve: async () => (await import('./commands/decide.ts')).approveCommand,
  reject: async () => (await import('./commands/decide.ts')).rejectCommand,
  override: async () => (await import('./commands/override.ts')).overrideCommand,
  undo: async () => (await import('./commands/decide.ts')).undoCommand,
  message: async () => (await import('./commands/message.ts')).messageCommand,
  decisions: async () => (await import('./commands/decisions.ts')).decisionsCommand,
  budgets: async () => (await import('./commands/budgets.ts')).budgetsCommand,
  platform: async () => (await import('./commands/platform.ts')).platformCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  applied: async () => (await import('./commands/applied.ts')).appliedCommand,
  webhook: async () => (await import('./commands/webhook.ts')).webhookCommand,
  simulate: async () => (await import('./commands/simulate.ts')).simulateCommand,
  frontier: async () => (await import('./commands/frontier.ts')).frontierCommand,
  inputs: async () => (await import('./commands/inputs.ts')).inputsCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  pacing: async () => (await import('./commands/pacing.ts')).pacingCommand,
  report: async () => (await import('./commands/report.ts')).reportCommand,
  allocate: async () => (await import('./commands/allocate.ts')).allocateCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
}

/**
 * The command line as far as these arguments need it: one command, or all of them for help and for a name that there is not.
 * Errors of usage are thrown as commander's, everything else as Failure.
 */
export async function buildProgram(context: CommandContext, args: readonly string[]): Promise<Command> {
  const first = commandNamed(args)
  const program = new Command('sluice')
    .description('Moves advertising budget to the clinics that can see the patients.')
    .usage(`<command> [options]      (from the repository: ${sluice} <command> [options])`)
    .option('--url <url>', 'address of the service, for commands that use the API')
    .option('--key <key>', 'API key, for commands that use the API')
    .enablePositionalOptions()
    .hook('preAction', handDown)
    .addHelpText('after', footer)
  const asked = Object.entries(commands).filter(([name]) => name === first)
  for (const [, load] of asked.length > 0 ? asked : Object.entries(commands)) {
    program.addCommand((await load())(context))
  }
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

/** The first word that is no option before the command, nor what one is given. */
function commandNamed(args: readonly string[]): string {
  const isGiven = (arg: string | undefined) => arg === '--url' || arg === '--key'
  return args.find((arg, i) => !arg.startsWith('-') && !isGiven(args[i - 1])) ?? ''
}

/** Options before the command count as if behind it; those behind it take precedence. */
function handDown(program: Command, command: Command): void {
  for (const [name, value] of Object.entries(program.opts())) {
    if (!command.options.some((option) => option.attributeName() === name))
      throw new Failure(`\`${command.name()}\` takes no --${name}: it does not use the API.`, {
        code: exitCodes.badInput,
      })
    if (command.getOptionValue(name) === undefined) command.setOptionValueWithSource(name, value, 'cli')
  }
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)]
}

const footer = `
Where things are:
  migrate, organization, key, audit and secrets work on the database: MIGRATION_DATABASE_URL, or the embedded one of a running \`npm start\`.
  allocate and verify need neither that nor a service.
  All others use the API (--url, or where it runs, or http://localhost:8080) with a key: --key, SLUICE_KEY, or .sluice/keys.json.

Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 failed, 2 unusable input.

Examples:
  ${sluice} organization create riverside --name "Riverside Dental" --time-zone America/New_York
  ${sluice} apply -f organization.yaml --dry-run
  ${sluice} key create --help`
