import type { DecisionPolicy, Policy } from './input.ts'

/** Every threshold and cap at its stated default (docs/planning.md says what each does). */
export const defaultPolicy: Policy & { decisions: DecisionPolicy } = {
  horizonDays: 14,
  leadDays: 5,
  targetUtilisation: 0.85,
  waitlistTakeShare: 0.6,
  freshness: { freshHours: 24, ageingHours: 72, staleHours: 168 },
  deadPolicy: 'baseline',
  sources: [],
  gate: {
    throttleMinDays: 10,
    throttleShareOfTypical: 0.6,
    gateMinDays: 21,
    gateShareOfTypical: 1,
    gateReturnShare: 2 / 3,
    throttleReturnShare: 0.7,
    returnSnapshots: 2,
    dwellHours: 72,
    headroomReturnMin: 1,
    headroomReturnShareOfCapacity: 0.05,
    waitKindFactors: [],
  },
  unknownWaitDays: 7,
  ramp: { upShare: 0.2, downShare: 0.3 },
  floorShare: 0.1,
  platform: { unitMinor: 1, minimumMinor: 0, maximumMinor: null },
  deadBand: { shareOfReference: 0.05, currencyUnits: 1, shareOfBaseline: 0.05 },
  minimalGainMinor: 100,
  reserve: { hurdle: 1, maxMinor: null },
  dailyCapShare: 1.5,
  carryShare: 0,
  shrinkConversions: 50,
  decisions: {
    mode: 'automatic',
    largestRiseShare: 0.5,
    largestCutShare: 0.8,
    gateCutsWithoutApproval: true,
    climbBackWithoutApproval: true,
    requireApprovedMessage: false,
  },
}

/** What needs approval before it takes effect; inputs stored before this could be set have the defaults. */
export function decisionsOf({ decisions }: Pick<Policy, 'decisions'>): DecisionPolicy {
  return decisions ?? defaultPolicy.decisions
}
