// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

type Answer = { status: number; body?: unknown; html?: string };

const asked: Request[] = [];
let answers: Record<string, Answer>;

function answerFor(input: RequestInfo | URL): Response {
  const url = input instanceof Request ? input.url : String(input);
  if (input instanceof Request) asked.push(input);
  const { pathname } = new URL(url, 'http://station.test');
  const answer =
    pathname === '/api/csrf/' ? { status: 200, body: { csrfToken: 'secret' } } : answers[pathname];
  if (!answer) throw new TypeError('fetch failed');
  return new Response(answer.html ?? JSON.stringify(answer.body ?? {}), { status: answer.status });
}

const fetched = vi.fn((input: RequestInfo | URL) => Promise.resolve().then(() => answerFor(input)));

beforeEach(() => {
  vi.resetModules(); // each tab has one token of its own
  vi.stubGlobal('fetch', fetched);
  fetched.mockClear();
  asked.length = 0;
});
afterEach(() => vi.unstubAllGlobals());

const tab = async () => ({ ...(await import('./client')), ...(await import('./errors')) });
const login = { body: { username: 'a', password: 'b' } };

describe('a good answer', () => {
  test('is unwrapped', async () => {
    answers = { '/api/site/': { status: 200, body: { name: 'Harbour' } } };
    const { api, unwrap } = await tab();
    await expect(unwrap(api.GET('/api/site/', {}))).resolves.toEqual({ name: 'Harbour' });
  });
});

describe('a refusal', () => {
  test('keeps its sentence, code, fields and every other member', async () => {
    answers = {
      '/api/auth/login/': {
        status: 422,
        body: {
          detail: 'username: must not be empty',
          code: 'invalid',
          errors: { username: ['must not be empty'] },
          retry_after: 3,
        },
      },
    };
    const { api, unwrap, ApiError } = await tab();
    const error: unknown = await unwrap(api.POST('/api/auth/login/', login)).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 422,
      code: 'invalid',
      message: 'username: must not be empty',
      errors: { username: ['must not be empty'] },
      extra: { retry_after: 3 },
      unanswered: false,
    });
  });

  test('that is a proxy’s page says so in words', async () => {
    answers = { '/api/site/': { status: 502, html: '<html>Bad gateway</html>' } };
    const { api, unwrap } = await tab();
    await expect(unwrap(api.GET('/api/site/', {}))).rejects.toMatchObject({
      status: 502,
      message: 'The station is starting or restarting. Try again in a moment.',
    });
  });

  test('that never came is told apart, so that it may be tried again', async () => {
    answers = {};
    const { api, unwrap } = await tab();
    await expect(unwrap(api.GET('/api/site/', {}))).rejects.toMatchObject({ unanswered: true });
  });
});

describe('a write', () => {
  beforeEach(() => {
    answers = { '/api/auth/login/': { status: 200 }, '/api/auth/logout/': { status: 200 } };
  });

  test('carries the token, fetched once for the life of the tab', async () => {
    const { api } = await tab();
    await api.POST('/api/auth/login/', login);
    await api.POST('/api/auth/logout/', {});
    expect(asked.map(({ headers }) => headers.get('X-CSRFToken'))).toEqual(['secret', 'secret']);
    expect(fetched.mock.calls.filter(([input]) => input === '/api/csrf/')).toHaveLength(1);
  });

  test('has a key of its own each time, unless it is given one', async () => {
    const { api } = await tab();
    await api.POST('/api/auth/logout/', {});
    await api.POST('/api/auth/logout/', {});
    await api.POST('/api/auth/logout/', { headers: { 'Idempotency-Key': 'mine' } });
    const [first, second, third] = asked.map(({ headers }) => headers.get('Idempotency-Key'));
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).not.toBe(first);
    expect(third).toBe('mine');
  });

  test('after a refused token asks for a new one', async () => {
    answers = {
      '/api/auth/logout/': { status: 403, body: { detail: 'No.', code: 'csrf_failed' } },
    };
    const { api } = await tab();
    await api.POST('/api/auth/logout/', {});
    await api.POST('/api/auth/logout/', {});
    expect(fetched.mock.calls.filter(([input]) => input === '/api/csrf/')).toHaveLength(2);
  });
});

describe('who is no longer signed in', () => {
  test('is noticed at any call but those that ask just that', async () => {
    answers = {
      '/api/today/': { status: 401, body: { detail: 'Sign in first', code: 'not_signed_in' } },
      '/api/auth/user/': { status: 401, body: { detail: 'Sign in first', code: 'not_signed_in' } },
    };
    const { api, onSignedOut } = await tab();
    const noticed = vi.fn();
    onSignedOut(noticed);
    await api.GET('/api/auth/user/', {});
    expect(noticed).not.toHaveBeenCalled();
    await api.GET('/api/today/', {});
    expect(noticed).toHaveBeenCalledOnce();
  });
});
