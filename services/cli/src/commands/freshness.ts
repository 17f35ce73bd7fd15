import { type components, items } from '@sluice/client'
import type { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { table } from '../table.ts'
import { counted } from '../text/counted.ts'

type Place = components['schemas']['FreshnessOfPlace']

interface FreshnessOptions extends ApiCommandOptions {
  pool?: string
  location?: string
  serviceLine?: string
  notFresh?: boolean
}

/** `sluice freshness` */
export function freshnessCommand(context: Context): Command {
  return apiCommand('freshness', {
    summary: 'how fresh what is known of each clinic is',
    description: 'Lists the places of pools with the newest report of each figure; those never observed too.',
    scope: 'plans:read',
    json: 'print them as a JSON list',
    example: 'freshness --pool georgia --not-fresh',
  })
    .option('--pool <id>', 'only this pool')
    .option('--location <id>', 'only this clinic')
    .option('--service-line <id>', 'only this kind of care')
    .option('--not-fresh', 'only what is ageing, stale, dead or was never observed')
    .action(async (options: FreshnessOptions) => {
      const query = questionOf(options)
      const places = await withApi(context, options, (api) => allOf(items(api, '/v1/freshness', { query })))
      context.out(options.json ? JSON.stringify(places) : freshnessText(places, options))
    })
}

function questionOf({ pool, location, serviceLine, notFresh }: FreshnessOptions) {
  return {
    state: notFresh ? ('not_fresh' as const) : ('all' as const),
    ...(pool === undefined ? {} : { poolId: pool }),
    ...(location === undefined ? {} : { locationId: location }),
    ...(serviceLine === undefined ? {} : { serviceLine }),
  }
}

/** A line a figure; a place nothing is known of has a line of its own. */
function freshnessText(places: readonly Place[], { notFresh }: FreshnessOptions): string {
  if (places.length === 0) return notFresh ? 'All of it is fresh.' : 'No pool has a cell there.'
  const rows = places.flatMap(({ poolId, locationId, serviceLine, freshness, figures }) => {
    const place = [poolId, locationId, serviceLine, freshness]
    if (figures.length === 0) return [place]
    return figures.map((one) => [...place, figureText(one), one.freshness, ageText(one.ageSeconds), one.source])
  })
  return table(['POOL', 'LOCATION', 'SERVICE LINE', 'PLACE', 'FIGURE', 'IS', 'AGE', 'SOURCE'], rows, ['AGE'])
}

function figureText({ figure, horizonDays, isUsable }: Place['figures'][number]): string {
  if (isUsable) return figure
  return horizonDays === null ? `${figure} (not used)` : `${figure} (not used: ${counted(horizonDays, 'day')})`
}

/** Whole minutes, hours or days, of which there are two or more. */
function ageText(seconds: number): string {
  if (seconds >= 2 * 86_400) return `${Math.floor(seconds / 86_400)} d`
  if (seconds >= 2 * 3_600) return `${Math.floor(seconds / 3_600)} h`
  return seconds >= 120 ? `${Math.floor(seconds / 60)} min` : `${seconds} s`
}
