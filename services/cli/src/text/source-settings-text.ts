import { table } from '../table.ts'
import type { SourceReport } from './source-text.ts'

type Settings = NonNullable<SourceReport['settings']>

/** One line for each configured source, with its settings. */
export function sourceSettingsListText(sources: readonly SourceReport[]): string {
  const configured = sources.flatMap(({ source, settings }) => (settings === null ? [] : [{ source, settings }]))
  if (configured.length === 0)
    return 'No source is configured: events of every name are taken, by any key that may send.'
  const rows = configured.map(({ source, settings }) => [
    source ?? '',
    settings.name ?? '',
    everyText(settings),
    settings.acceptsNumericIds ? 'yes' : 'no',
    settings.requireSignature ? 'yes' : 'no',
    String(settings.signingSecrets.length),
    keysText(settings),
  ])
  return table(['SOURCE', 'NAME', 'EXPECTED', 'DIGITS-ONLY IDS', 'MUST SIGN', 'SECRETS', 'KEYS'], rows, ['SECRETS'])
}

/** The settings of one source, one a line. */
export function sourceSettingsText(settings: SourceReport['settings']): string {
  if (settings === null) return 'It has no settings.'
  const secrets = settings.signingSecrets.map(({ id, createdAt }) => `${id} of ${createdAt}`)
  const rows: [string, string][] = [
    ['name', settings.name ?? 'none'],
    ['expected', everyText(settings)],
    ['ids of digits alone', settings.acceptsNumericIds ? 'taken' : 'refused where they look like a person’s number'],
    ['events', settings.requireSignature ? 'only signed ones are taken' : 'need no signature'],
    ['signing secrets', secrets.join(', ') || 'none'],
    ['keys that may send', keysText(settings)],
  ]
  return table(['', `SETTINGS, VERSION ${settings.version}`], rows)
}

function everyText({ expectedIntervalMinutes: minutes }: Settings): string {
  return minutes === null ? 'nobody said how often' : `every ${minutes} min`
}

function keysText({ keyIds }: Settings): string {
  return keyIds?.join(' ') ?? 'any'
}
