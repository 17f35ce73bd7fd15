import type { Plan, Recommendation } from '@sluice/planning'

/** JSON.stringify of a plan, to the byte. */
export type WritePlan = (plan: Plan) => string

/** Writes plans that share lines: each line once. What is in force mostly has the lines of its plan but for a few. */
export function planWriter(): WritePlan {
  const texts = new Map<Recommendation, string>()
  const lineText = (line: Recommendation) => {
    const text = texts.get(line) ?? JSON.stringify(line)
    texts.set(line, text)
    return text
  }
  return (plan) => {
    const members = Object.entries(plan).flatMap(([name, value]) => {
      const text =
        name === 'recommendations' ? `[${plan.recommendations.map(lineText).join(',')}]` : JSON.stringify(value)
      return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`]
    })
    return `{${members.join(',')}}`
  }
}
