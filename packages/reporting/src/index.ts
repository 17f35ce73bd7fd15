export { type Destination, destinationsOf, type Reclaimed, type Step } from './destinations.ts'
export { type Maturity, maturityOf } from './maturity.ts'
export { type Spread, spreadOf } from './percentile.ts'
export { costPer, fewestRateDays, perThirtyDays, roiPercent, shareOf } from './ratios.ts'
