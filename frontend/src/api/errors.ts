/** Messages per field, as the server words them. */
export type FieldErrors = Record<string, string[]>;

/** A refusal of the API, or no answer at all (status 0). */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: FieldErrors = {},
    /** Every other member of the answer, for example `conflicts`. */
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
  }

  /** The request may never have arrived: sending the very same again is safe with its key. */
  get unanswered() {
    return this.status === 0;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fieldErrors(value: unknown): FieldErrors {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([field, messages]) => [
      field,
      Array.isArray(messages) ? messages.map(String) : [String(messages)],
    ]),
  );
}

const withoutBody: Record<number, string> = {
  0: 'The station did not answer. Nothing was lost here; try again in a moment.',
  502: 'The station is starting or restarting. Try again in a moment.',
  503: 'The station is briefly unavailable. Try again in a moment.',
  504: 'The station took too long to answer. Try again in a moment.',
};

/** Builds the error from whatever came back, be it a proxy's page of HTML. */
export function apiError(status: number, body: unknown): ApiError {
  if (isRecord(body) && typeof body.detail === 'string') {
    const { detail, code, errors, ...extra } = body;
    return new ApiError(
      status,
      typeof code === 'string' ? code : `http_${status}`,
      detail,
      fieldErrors(errors),
      extra,
    );
  }
  return new ApiError(
    status,
    status === 0 ? 'unanswered' : `http_${status}`,
    withoutBody[status] ?? `The station answered with an error (${status}).`,
  );
}

/** One readable sentence for anything that was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return 'Something went wrong.';
}
