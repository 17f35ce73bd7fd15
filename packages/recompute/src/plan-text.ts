import type { Plan, Recommendation } from '@sluice/planning'

/** JSON.stringify of a plan, to the byte. */
export type WritePlan = (plan: Plan) => string

/** Writes plans that share lines: each line once. What is in force mostly has the lines of its plan but for a few. */
export function planWriter(): WritePlan {
  let lines: readonly Recommendation[] = []
  let texts: readonly string[] = []
  const write = (line: Recommendation, i: number) => (line === lines[i] ? (texts[i] ?? '') : JSON.stringify(line))
  return (plan) => {
    texts = plan.recommendations.map(write)
    lines = plan.recommendations
    const members = Object.entries(plan).flatMap(([name, value]) => {
      const text = name === 'recommendations' ? `[${texts.join(',')}]` : JSON.stringify(value)
      return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`]
    })
    return `{${members.join(',')}}`
  }
}
