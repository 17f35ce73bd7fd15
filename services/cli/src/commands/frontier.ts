import type { components } from '@sluice/client'
import type { Command } from 'commander'
import { type AmountOptions, amountReader, inMinorUnits } from '../amount.ts'
import { type ApiCommandOptions, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { exitCodes, Failure } from '../failure.ts'
import { moneyOf } from '../money.ts'
import { ofOption, wholeNumber } from '../option-readers.ts'
import { parseJson } from '../parse-json.ts'
import { table } from '../table.ts'

type Question = components['schemas']['FrontierQuestion']
type Frontier = components['schemas']['Frontier']

interface FrontierOptions extends ApiCommandOptions, AmountOptions {
  totals?: string[]
  from?: string
  to?: string
  steps: number
  ramps: boolean
  file?: string
}

/** `sluice frontier` */
export function frontierCommand(context: Context): Command {
  return apiCommand('frontier', {
    summary: 'what other totals would bring',
    description:
      'Prints for each amount of the day the expected bookings, their value and cost, and what a currency unit more would bring. Nothing is stored.',
    scope: 'plans:read',
    json: 'print the points as the API gives them',
    example: 'frontier georgia --from 3000 --to 7000 --steps 9 --no-ramps',
  })
    .argument('<pool>', 'id of the pool')
    .option('--totals <amounts...>', 'these amounts of the day, in the pool’s currency: 3000 or 3000.00')
    .option('--from <amount>', 'the least of a row of amounts')
    .option('--to <amount>', 'the most of it')
    .addOption(inMinorUnits())
    .option('--steps <count>', 'how many, both ends included', wholeNumber('--steps', { least: 2, most: 50 }), 9)
    .option('--no-ramps', 'as after some days: how far a cell may move in a day does not matter')
    .option('-f, --file <file>', 'what else is assumed, as for `simulate` but for the budget; - is standard input')
    .action(async (poolId: string, options: FrontierOptions) => {
      const assumed = options.file === undefined ? {} : parseJson(options.file, await context.read(options.file))
      // The service checks what is assumed, and says what is wrong where.
      const amounts = amountsOf(options)
      const frontier = await withApi(context, options, async (api) => {
        const totals = totalsOf(amounts, await amountReader(api, poolId, options))
        const body = { ...(assumed as object), ...totals, ...rampsOf(options) } as Question
        return dataOf(api.POST('/v1/pools/{poolId}/frontier', { params: { path: { poolId } }, body }))
      })
      context.out(options.json ? JSON.stringify(frontier) : frontierText(frontier))
    })
}

type Amounts = { totals: string[] } | { from: string; to: string; steps: number }

/** @throws Failure unless amounts or a row of them are given */
function amountsOf({ totals, from, to, steps }: FrontierOptions): Amounts {
  if (totals !== undefined && from === undefined && to === undefined) return { totals }
  if (totals === undefined && from !== undefined && to !== undefined) return { from, to, steps }
  throw new Failure('Which amounts? Either --totals, or --from and --to.', { code: exitCodes.badInput })
}

function totalsOf(amounts: Amounts, read: (text: string) => number): Pick<Question, 'totalsMinor' | 'range'> {
  if ('totals' in amounts) return { totalsMinor: amounts.totals.map(ofOption('--totals', read)) }
  return {
    range: {
      fromMinor: ofOption('--from', read)(amounts.from),
      toMinor: ofOption('--to', read)(amounts.to),
      steps: amounts.steps,
    },
  }
}

/** Only where it was asked for: a file may say it too. */
function rampsOf({ ramps }: FrontierOptions): Pick<Question, 'ramps'> | object {
  return ramps ? {} : { ramps: 'off' as const }
}

function frontierText({ poolId, asOf, currency, points }: Frontier): string {
  const money = moneyOf(currency)
  const numbers = ['A DAY', 'SPENT', 'RESERVE', 'BOOKINGS', 'VALUE', 'COST PER BOOKING', `1 ${currency} MORE`]
  const rows = points.map((point) =>
    point.kind === 'feasible'
      ? [
          ...[point.totalMinor, point.spentMinor, point.reserveMinor].map(money),
          point.expectedBookingsPerDay.toFixed(2),
          money(point.valueMinor),
          point.costPerBookingMinor === null ? '-' : money(point.costPerBookingMinor),
          money(point.nextDollarValueMinor),
          '',
        ]
      : [
          money(point.totalMinor),
          '-',
          '-',
          '-',
          '-',
          '-',
          '-',
          `too little for the minimums: ${money(point.missingMinor)} is missing`,
        ],
  )
  return `${poolId}, ${asOf}, ${currency} a day\n${table([...numbers, ''], rows, numbers)}`
}
