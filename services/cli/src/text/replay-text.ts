import type { components } from '@sluice/client'

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

/** What came out of making a plan again, and every place that differs. */
export function replayText({ poolId, planNumber, plan, state, inForce }: Replay): string {
  const made = plan.isSame ? 'the same bytes come out of its inputs' : 'other bytes come out of its inputs'
  const places = [...plan.differences, ...state.differences, ...inForce.differences].map(
    ({ pointer, stored, replayed }) => `  ${pointer}: stored ${stored ?? 'nothing'}, now ${replayed ?? 'nothing'}`,
  )
  return [
    `Plan ${planNumber} of ${poolId}: ${made}.`,
    `${verdicts[state.verdict]} (${state.observations} reports, log since ${state.logSince}).`.replace(/^./, (first) =>
      first.toUpperCase(),
    ),
    `${inForceVerdicts[inForce.verdict]} (${inForce.states} states).`,
    ...places,
  ].join('\n')
}
