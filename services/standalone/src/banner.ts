import type { Plan } from '@sluice/contracts'
import type { DemoClinic } from './demo-clinic.ts'
import type { Keys } from './keys.ts'

export interface BannerFacts {
  url: string
  folder: string
  /** Where the queue lives. */
  queue: 'PostgreSQL' | 'Redis'
  database: string
  plans: readonly Plan[]
  keys: Keys
  clinic: DemoClinic | undefined
  /** The moment the sample's observations are said to be from. */
  loadedAt: string
  isFirstStart: boolean
  /** Opens an address in a browser, on this system; undefined where there is no screen. */
  opener: string | undefined
}

/** What is shown when everything is up. Lines under 100 characters; the commands can be copied as they are. */
export function banner(facts: BannerFacts): string {
  return [
    whatRuns(facts),
    samplePart(facts),
    keysPart(facts),
    commandsPart(facts),
    'Ctrl-C stops everything.',
    '',
  ].join('\n\n')
}

function whatRuns({ url, folder, queue, database }: BannerFacts): string {
  return [
    '',
    `Sluice is ready: ${url}`,
    '',
    `  Ingestion    POST ${url}/v1/events`,
    `  Results      GET  ${url}/v1/pools/{poolId}/plan`,
    `               GET  ${url}/v1/recommendations`,
    `  API docs     ${url}/docs`,
    `  Dashboard    ${url}/dashboard`,
    `  Worker       in this process; queue in ${queue}`,
    `  PostgreSQL   ${database}`,
    `  Data         ${folder}/`,
    `  Log          ${folder}/sluice.log`,
  ].join('\n')
}

function samplePart({ plans, loadedAt, isFirstStart }: BannerFacts): string {
  const when = loadedAt.slice(0, 16).replace('T', ' ')
  return [
    isFirstStart ? 'Sample organization, loaded just now:' : `Sample organization, loaded ${when} UTC:`,
    '',
    ...plans.map(planLine),
    '',
    '  Waits, waiting lists and open visits are real (NHS England, January 2026; Rite Aid, March 2023).',
    `  Their times are not: all are moved to ${when} UTC, as if they had just come in.`,
    '  Budgets and values are invented. docs/sample.md says which is which.',
  ].join('\n')
}

function planLine(plan: Plan): string {
  const count = (gate: string) => plan.recommendations.filter((line) => line.gate === gate).length
  const gates = `${count('open')} open, ${count('throttled')} throttled, ${count('gated')} gated`
  const amount = formatMoney(plan.poolDailyBudgetMinor, plan.currency)
  const reserve = formatMoney(plan.reserveDailyMinor, plan.currency)
  return `  ${plan.poolId.padEnd(12)} plan ${plan.number}: ${amount} a day, ${reserve} of it in reserve; ${gates}`
}

/** Both currencies of the sample have two decimals. */
function formatMoney(minor: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(minor / 100)
}

function keysPart({ keys, folder }: BannerFacts): string {
  const lines = Object.entries(keys).map(([purpose, key]) => `  ${purpose.padEnd(12)} ${key}`)
  return [`API keys of the sample organization (also in ${folder}/keys.json):`, '', ...lines].join('\n')
}

function commandsPart({ url, keys, clinic, opener }: BannerFacts): string {
  return [
    ...(clinic ? fillAndRead(url, keys, clinic) : ['No clinic of the sample has money to lose just now.']),
    `Then open the dashboard, ${url}/dashboard, and sign in with the admin key${opener ? ':' : '.'}`,
    ...(opener ? [`${opener} ${url}/dashboard`] : []),
  ].join('\n\n')
}

function fillAndRead(url: string, keys: Keys, { name, poolId, locationId, serviceLine }: DemoClinic): string[] {
  return [
    `Try it. This fills ${name}:`,
    `curl -s ${url}/v1/events \\
  -H 'Authorization: Bearer ${keys.ingest}' \\
  -H 'Content-Type: application/cloudevents+json' \\
  -d '{ "specversion": "1.0", "type": "sluice.capacity.observed.v1", "source": "demo",
        "id": "'$(date +%s)'", "time": "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'",
        "data": { "locationId": "${locationId}", "serviceLine": "${serviceLine}",
                  "horizonDays": 14, "newPatientSlotsOpen": 0 } }'`,
    'A moment later the plan says what it gets now, where its money went, and why:',
    `curl -s '${url}/v1/recommendations?poolId=${poolId}&locationId=${locationId}' \\
  -H 'Authorization: Bearer ${keys.results}'`,
  ]
}
