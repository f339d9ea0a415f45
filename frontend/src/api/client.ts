import createClient, { type Middleware } from 'openapi-fetch';
import { apiError, ApiError } from './errors';
import type { paths } from './schema';

let token: Promise<string> | undefined;

/** One token for the life of the tab, fetched before the first write. */
function csrfToken(): Promise<string> {
  token ??= fetch('/api/csrf/', { credentials: 'include' })
    .then(async (response) => {
      const body: unknown = await response.json().catch(() => undefined);
      if (!response.ok) throw apiError(response.status, body);
      return (body as { csrfToken: string }).csrfToken;
    })
    .catch((reason: unknown) => {
      token = undefined;
      throw reason instanceof ApiError ? reason : apiError(0, undefined);
    });
  return token;
}

/** A key under which the server does a POST once, however often it arrives. */
export function idempotencyKey(): string {
  // randomUUID exists on secure origins only, and a station may be reached by its plain address.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The header that makes a change count only against the version it was typed upon. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` });

const signedOutListeners = new Set<() => void>();

/** Called when the server no longer knows who is asking. Returns the way to stop listening. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

const asksWhoIAm = (url: string) => /\/api\/auth\/(login|user)\/$/.test(new URL(url).pathname);

const station: Middleware = {
  async onRequest({ request }) {
    if (request.method === 'GET') return;
    request.headers.set('X-CSRFToken', await csrfToken());
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', idempotencyKey());
    }
    return request;
  },
  onResponse({ request, response }) {
    // The next attempt fetches a fresh token: the cookie may have been cleared meanwhile.
    if (response.status === 403 && request.method !== 'GET') token = undefined;
    if (response.status === 401 && !asksWhoIAm(request.url)) {
      signedOutListeners.forEach((listener) => listener());
    }
    return undefined;
  },
  onError({ error }) {
    if (error instanceof ApiError) return error;
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    return apiError(0, undefined);
  },
};

export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'include',
  headers: { 'Content-Type': 'application/json' },
  // Looked up at each call, so that a page can be tested against a server of its own.
  fetch: (request) => globalThis.fetch(request),
});
api.use(station);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a good answer. Throws {@link ApiError} for every other one. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok || data === undefined) throw apiError(response.status, error);
  return data;
}

/** Sends a file with its fields and reports how much of it has left, from 0 to 1. */
export async function upload<T>(
  path: keyof paths,
  fields: Record<string, string | Blob>,
  onProgress: (share: number) => void,
): Promise<T> {
  const csrf = await csrfToken();
  return new Promise<T>((resolve, reject) => {
    // fetch() tells nothing about the way up.
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.withCredentials = true;
    request.responseType = 'json';
    request.setRequestHeader('X-CSRFToken', csrf);
    request.setRequestHeader('Idempotency-Key', idempotencyKey());
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(request.response as T);
        return;
      }
      if (request.status === 401) signedOutListeners.forEach((listener) => listener());
      reject(apiError(request.status, request.response));
    };
    request.onerror = () => reject(apiError(0, undefined));
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    request.send(form);
  });
}
