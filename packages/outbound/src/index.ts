export { OutboundFailure, type OutboundFailureCode, outboundFailureCodes } from './failure.ts'
export type { OutboundLimits } from './limits.ts'
export {
  createOutbound,
  type Outbound,
  type OutboundAnswer,
  type OutboundHead,
  type OutboundOptions,
  type OutboundRequest,
} from './outbound.ts'
export type { Resolve } from './resolve.ts'
