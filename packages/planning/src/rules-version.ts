/**
 * Counts the changes of the rules: whatever makes another plan of the same input, or another state of the same log. Golden logs
 * (packages/recompute/test/golden) go red when the rules changed and this number did not.
 */
export const rulesVersion = 11
