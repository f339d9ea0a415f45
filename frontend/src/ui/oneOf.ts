/** A value from outside, say from the address, if it is one of those that are known. */
export const oneOf = <Known extends string>(
  known: readonly Known[],
  value: string | null | undefined,
): Known | undefined => known.find((candidate) => candidate === value);
