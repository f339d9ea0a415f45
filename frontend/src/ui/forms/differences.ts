export interface Difference {
  label: string;
  before: string;
  after: string;
}

/** Which of the described fields differ, in the order in which they are described. */
export function differences(
  before: Record<string, string>,
  after: Record<string, string>,
): Difference[] {
  return Object.keys(after)
    .filter((label) => before[label] !== after[label])
    .map((label) => ({ label, before: before[label] ?? '', after: after[label] ?? '' }));
}
