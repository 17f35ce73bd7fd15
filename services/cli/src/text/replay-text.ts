import type { components } from '@sluice/client'

type Replay = components['schemas']['Replay']

const verdicts: Record<Replay['state']['verdict'], string> = {
  same: 'the same state comes out of the log of events',
  different: 'another state comes out of the log of events',
  incomplete: 'the same state comes out of the log of events, as far as it reaches back',
}

/** What came out of making a plan again, and every place that differs. */
export function replayText({ poolId, planNumber, plan, state }: Replay): string {
  const made = plan.isSame ? 'the same bytes come out of its inputs' : 'other bytes come out of its inputs'
  const places = [...plan.differences, ...state.differences].map(
    ({ pointer, stored, replayed }) => `  ${pointer}: stored ${stored ?? 'nothing'}, now ${replayed ?? 'nothing'}`,
  )
  return [
    `Plan ${planNumber} of ${poolId}: ${made}.`,
    `${verdicts[state.verdict]} (${state.observations} reports, log since ${state.logSince}).`.replace(/^./, (first) =>
      first.toUpperCase(),
    ),
    ...places,
  ].join('\n')
}
