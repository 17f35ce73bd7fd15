import { parentPort, workerData } from 'node:worker_threads'
import { type Plan, type PlanningInput, proofOf } from '@sluice/planning'

/** What the thread of `certificateOf` is given. */
export interface CertificateOrder {
  poolId: string
  number: number
  planText: string
  inputText: string
}

/** The certificate as JSON text; null: this input does not prove this plan. */
function certify({ poolId, number, planText, inputText }: CertificateOrder): string | null {
  const input: PlanningInput = JSON.parse(inputText)
  const plan: Plan = JSON.parse(planText)
  const proof = proofOf(input, plan)
  return proof && JSON.stringify({ poolId, planNumber: number, ...proof })
}

parentPort?.postMessage(certify(workerData))
