/** The smallest of the numbers that so many percent of them do not exceed; undefined without numbers. */
export function percentile(numbers: readonly number[], percent: number): number | undefined {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
}
