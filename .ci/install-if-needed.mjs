// Runs before `npm start`, `npm test` and `npm run sluice`: installs only when node_modules does not match the lockfile,
// and says clearly when the Node that will run the TypeScript is too old. Plain JavaScript, so that Node 20 can run it.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Whether everything the lockfile names is installed in that version; npm writes what it installed beside it. */
function isInstalled() {
  const written = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(written)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(written, 'utf8')).packages
  return Object.entries(wanted).every(([path, entry]) => {
    // Workspaces themselves are links; what is installed below one (packages/client/node_modules/…) counts.
    if (!path.includes('node_modules/')) return true
    const found = installed[path]
    // Optional ones are for other platforms.
    if (found === undefined) return entry.optional === true || entry.devOptional === true || entry.peer === true
    return found.version === entry.version
  })
}

if (!isInstalled()) {
  process.stderr.write('Installing dependencies (once, about half a minute)…\n')
  // npm's own output goes to standard error: `npm run -s sluice -- …` promises clean standard output.
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']]
  const result = spawnSync(command, [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, npm_config_engine_strict: 'false' },
  })
  if (result.status !== 0) process.exit(result.status ?? 1)
}

const bundled = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
const version = existsSync(bundled)
  ? execFileSync(bundled, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' }).trim()
  : process.version
const [major = 0, minor = 0] = version.slice(1).split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Sluice needs Node 22.18 or newer to run TypeScript directly; this is ${version}.\n` +
      'On Linux (x64, arm64) and Windows (x64) npm installs Node 24 beside the project; here, install Node 24 from https://nodejs.org and try again.\n',
  )
  process.exit(1)
}
