const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

const first = (names: [RegExp, string][], agent: string) =>
  names.find(([pattern]) => pattern.test(agent))?.[1];

/** `Firefox on Windows`, from what a browser says about itself. */
export function deviceOf(agent: string | undefined): string {
  if (!agent) return 'Unknown device';
  const browser = first(browsers, agent) ?? agent.split(/[/ ]/)[0] ?? 'Unknown program';
  const system = first(systems, agent);
  return system ? `${browser} on ${system}` : browser;
}
