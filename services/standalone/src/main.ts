// `npm start`: everything on one origin, on a PostgreSQL of its own, with a sample organization.
import { createLogger, makeObjectsYoung, runService, settingsOrExit } from '@sluice/service-kit'
import { settingsSchema } from './config.ts'
import { createConsole } from './console.ts'
import { createLogFile } from './log-file.ts'
import { type Options, parseOptions, usage } from './options.ts'
import { start } from './start.ts'

const terminal = createConsole(process.stdout)
const options = optionsOrExit()
const settings = settingsOrExit(settingsSchema, process.env)
const logFile = createLogFile(terminal.warn)
const logger = createLogger({ name: 'standalone', level: settings.LOG_LEVEL, destination: logFile })
makeObjectsYoung()

runService({ logger }, (service) => start({ settings, options, terminal, logFile, logger, service, opener: opener() }))

function optionsOrExit(): Options {
  try {
    const options = parseOptions(process.argv.slice(2))
    if (!options.help) return options
    process.stdout.write(usage)
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'The command line is not valid.'}\n`)
    process.exit(2)
  }
}

/** The command that opens an address in a browser, where there is a screen to show it on. */
function opener(): string | undefined {
  if (process.platform === 'darwin') return 'open'
  if (process.platform === 'win32') return 'start'
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? 'xdg-open' : undefined
}
