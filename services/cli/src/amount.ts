import { ProblemError, type SluiceClient } from '@sluice/client'
import { Option } from 'commander'
import { dataOf } from './api-command.ts'
import { Failure } from './failure.ts'
import { minorOf, minorUnits } from './money.ts'

/** For commands that take amounts. */
export interface AmountOptions {
  minor?: boolean
}

/** For scripts, which have amounts from `--json`; and for keys that may not read what the pool's currency is. */
export function inMinorUnits(): Option {
  return new Option('--minor', 'amounts are in minor units, as --json prints them: 4200 for 42.00')
}

/**
 * How amounts given on the command line are read, as minor units: as tables print them, in the pool's currency, unless --minor.
 * What it returns throws a Failure for what is no such amount.
 */
export async function amountReader(
  api: SluiceClient,
  poolId: string,
  { minor }: AmountOptions,
): Promise<(text: string) => number> {
  return minor ? minorUnits : minorOf(await currencyOf(api, poolId))
}

/** @throws Failure where the key may not read it; ProblemError for any other refusal */
export async function currencyOf(api: SluiceClient, poolId: string): Promise<string> {
  const pool = await dataOf(api.GET('/v1/pools/{poolId}', { params: { path: { poolId } } })).catch(sayWhatElse)
  return pool.currency
}

function sayWhatElse(error: unknown): never {
  if (!(error instanceof ProblemError) || error.status !== 403) throw error
  throw new Failure('This key may not read the pool’s currency: give amounts in minor units, with --minor.', {
    cause: error,
  })
}
