const NAMES: Record<string, string> = {
  totp: 'Authenticator app',
  webauthn: 'Passkey',
};

/** `Authenticator app, 2 passkeys`. */
export function factorsInWords(kinds: string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, many]) => {
      const name = NAMES[kind] ?? kind;
      return many === 1 ? name : `${String(many)} ${name.toLowerCase()}s`;
    })
    .join(', ');
}
