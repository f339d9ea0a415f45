export const twiceTheSame = (again: string, { new_password }: { new_password: string }) =>
  again === new_password ? null : 'The two passwords differ.';
