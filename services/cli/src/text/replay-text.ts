import type { components } from '@sluice/client'
import { counted } from './counted.ts'

type Replay = components['schemas']['Replay']

const verdicts: Record<Replay['state']['verdict'], string> = {
  same: 'the same state comes out of the log of events',
  different: 'another state comes out of the log of events',
  incomplete: 'the same state comes out of the log of events, as far as it reaches back',
}

const inForceVerdicts: Record<Replay['inForce']['verdict'], string> = {
  same: 'What was in force comes out of the log of decisions',
  different: 'Something else than was in force comes out of the log of decisions',
  incomplete: 'What was in force comes out of the log of decisions, as far as it is kept',
}

const moneyVerdicts: Record<Replay['money']['verdict'], string> = {
  same: 'Spend, results and what ramps count from come out of the logs.',
  different: 'Spend, results or what ramps count from come out otherwise of the logs',
  incomplete: 'Spend, results or what ramps count from come out otherwise, of logs that are no longer whole.',
}

function moneyText({ verdict, isConfigurationOfThen }: Replay['money']): string {
  if (verdict !== 'different') return moneyVerdicts[verdict]
  const note = isConfigurationOfThen ? '' : '; the configuration, time zones with it, was changed since'
  return `${moneyVerdicts.different}${note}.`
}

/** What came out of making a plan again, and every place that differs. */
export function replayText({ poolId, planNumber, plan, state, money, inForce }: Replay): string {
  const made = plan.isSame ? 'the same bytes come out of its inputs' : 'other bytes come out of its inputs'
  const places = [...plan.differences, ...state.differences, ...money.differences, ...inForce.differences].map(
    ({ pointer, stored, replayed }) => `  ${pointer}: stored ${stored ?? 'nothing'}, now ${replayed ?? 'nothing'}`,
  )
  return [
    `Plan ${planNumber} of ${poolId}: ${made}.`,
    `${verdicts[state.verdict]} (${counted(state.observations, 'report')}, log since ${state.logSince}).`.replace(
      /^./,
      (first) => first.toUpperCase(),
    ),
    moneyText(money),
    `${inForceVerdicts[inForce.verdict]} (${counted(inForce.states, 'state')}).`,
    ...places,
  ].join('\n')
}
