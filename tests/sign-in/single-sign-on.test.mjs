// Single sign-on against a certified provider, and against one that lies: see scripts/sign-in-tests.sh.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { spawn } from 'node:child_process';
import { mkdtempSync, cpSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certified, hostile } from './provider.mjs';

const quintet = process.env.QUINTET_BINARY;
const folder = mkdtempSync(join(tmpdir(), 'qt-oidc-'));
cpSync(process.env.QUINTET_CONFIG, folder, { recursive: true, filter: (path) => !path.includes('/data') });

const port = 20000 + Math.floor(Math.random() * 12000);
const base = `http://127.0.0.1:${port}`;
const good = await certified(() => [`${base}/api/auth/login/good/callback`]);
const bad = await hostile();
const bad2 = await hostile();

const environment = { ...process.env, QUINTET_SERVER__LISTEN: `127.0.0.1:${port}` };
const provider = (name, settings) => {
  for (const [key, value] of Object.entries(settings)) environment[`QUINTET_AUTH__PROVIDERS__${name}__${key}`] = value;
};
provider('GOOD', { ISSUER: good.issuer, CLIENT_ID: 'quintet', CLIENT_SECRET: 'a-secret', REGISTER: 'true', ROLE_CLAIM: 'groups', ROLE_MAP: 'writers=editor,chiefs=admin', LABEL: 'The good one' });
provider('BAD', { ISSUER: bad.issuer, CLIENT_ID: 'quintet', CLIENT_SECRET: 'x', REGISTER: 'true', ROLES: 'editor' });
provider('STRICT', { ISSUER: bad2.issuer, CLIENT_ID: 'quintet', CLIENT_SECRET: 'x' });
const server = spawn(quintet, ['serve', '--project', folder], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
let log = '';
server.stdout.on('data', (data) => (log += data));
server.stderr.on('data', (data) => (log += data));
for (let ready = false; !ready; ) {
  if (server.exitCode !== null) throw new Error(log);
  ready = await fetch(`${base}/readyz`).then((answer) => answer.ok, () => false);
}

after(async () => {
  server.kill('SIGTERM');
  good.close();
  await bad.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A browser: cookies by origin, no redirect is followed unasked. */
class Browser {
  jar = new Map();

  async get(url, headers = {}) {
    const origin = new URL(url).origin;
    const cookies = this.jar.get(origin) ?? new Map();
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: cookie ? { cookie, ...headers } : headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    this.jar.set(origin, cookies);
    return answer;
  }

  /** From the sign-in button to the address that the provider sends the browser back to. */
  async go(name, query = '') {
    const begun = await this.get(`${base}/api/auth/login/${name}${query}`);
    assert.equal(begun.status, 302, await begun.text());
    let next = begun.headers.get('location');
    this.asked = new URL(next);
    for (let hop = 0; hop < 12 && !next.startsWith(base); hop += 1) {
      const answer = await this.get(next);
      assert.ok([302, 303].includes(answer.status), `${answer.status} ${next} ${await answer.text()}`);
      next = new URL(answer.headers.get('location'), next).href;
    }
    return next;
  }

  /** The same at a provider that shows no pages. */
  async begin(name, who, query = '') {
    const begun = await this.get(`${base}/api/auth/login/${name}${query}`);
    assert.equal(begun.status, 302, await begun.text());
    this.asked = new URL(begun.headers.get('location'));
    who.said.nonce = this.asked.searchParams.get('nonce');
    const back = new URL(`${base}/api/auth/login/${name}/callback`);
    back.searchParams.set('code', 'a-code');
    back.searchParams.set('state', this.asked.searchParams.get('state'));
    return back;
  }
}

async function refused(browser, url, status = 401, code = 'INVALID_CREDENTIALS') {
  const answer = await browser.get(String(url));
  const body = await answer.json();
  assert.deepEqual([answer.status, body.errors?.[0].extensions.code], [status, code], JSON.stringify(body));
  assert.ok(!answer.headers.getSetCookie().some((line) => /quintet_(session|refresh)_token=[^;]/.test(line)));
}

async function me(browser) {
  const answer = await browser.get(`${base}/api/users/me?fields=email,first_name,roles,provider,external_identifier`);
  return (await answer.json()).data;
}

test('somebody new gets an account, a session and the roles of his groups', async () => {
  const browser = new Browser();
  good.state.login = 'ada';
  const back = await browser.go('good', '?redirect=/admin');
  const asked = browser.asked.searchParams;
  assert.equal(asked.get('code_challenge_method'), 'S256');
  assert.ok(asked.get('state').length >= 32 && asked.get('nonce').length >= 32 && asked.get('code_challenge').length === 43);
  assert.equal(asked.get('response_type'), 'code');
  const answer = await browser.get(back);
  assert.deepEqual([answer.status, answer.headers.get('location')], [302, '/admin'], await answer.text());
  const session = answer.headers.getSetCookie().find((line) => line.startsWith('quintet_session_token='));
  assert.match(session, /HttpOnly/);
  assert.match(session, /SameSite=Lax/);
  const account = await me(browser);
  assert.ok(account, log);
  const again = new Browser();
  assert.equal((await again.get(await again.go('good'))).status, 200);
});

test('an answer is good once, in the browser that asked, with the state that was given', async () => {
  const browser = new Browser();
  const back = await browser.go('good');
  const replay = new Browser();
  replay.jar = structuredClone(browser.jar);
  assert.equal((await browser.get(back)).status, 200);
  await refused(replay, back, 403, 'INVALID_TOKEN');

  const victim = new Browser();
  const attacker = new Browser();
  await refused(victim, await attacker.go('good'));
  const wrong = new URL(await new Browser().go('good'));
  wrong.searchParams.set('state', 'x'.repeat(43));
  await refused(new Browser(), wrong, 403, 'INVALID_TOKEN');
  wrong.searchParams.delete('state');
  await refused(new Browser(), wrong);
});

test('a code of one sign-in is nothing in another', async () => {
  const stolen = new URL(await new Browser().go('good')).searchParams.get('code');
  const browser = new Browser();
  const back = new URL(await browser.go('good'));
  back.searchParams.set('code', stolen);
  await refused(browser, back);
});

test('a foreign redirect is refused before anything begins', async () => {
  for (const target of ['https://evil.example/', '//evil.example', '/%5Cevil.example', 'javascript:alert(1)']) {
    const answer = await new Browser().get(`${base}/api/auth/login/good?redirect=${encodeURIComponent(decodeURIComponent(target))}`);
    assert.equal(answer.status, 400, target);
  }
});

test('a provider that lies is not believed', async () => {
  const lie = async (claims, also = {}) => {
    const browser = new Browser();
    const back = await browser.begin('bad', bad);
    Object.assign(bad.said, { claims, alg: 'RS256', raw: undefined }, also);
    await refused(browser, back);
    bad.said.raw = undefined;
  };
  const now = Math.floor(Date.now() / 1000);
  await lie({ nonce: 'another' });
  await lie({ nonce: undefined });
  await lie({ iss: 'https://accounts.example.com' });
  await lie({ aud: 'somebody-else' });
  await lie({ aud: ['quintet', 'somebody-else'] });
  await lie({ exp: now - 10 });
  await lie({ sub: undefined });
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  await lie({}, { raw: (claims) => `${part({ alg: 'none' })}.${part(claims)}.` });
  await lie({}, { raw: (claims) => `${part({ alg: 'RS256', kid: 'one' })}.${part(claims)}.AAAA` });
  await lie({ email_verified: false });
  await lie({ email: undefined });
});

test('an unverified address takes over no account', async () => {
  const browser = new Browser();
  good.state.login = 'eve';
  await refused(browser, await browser.go('good'));
  good.state.login = 'ada';
});

test('an answer of another provider is not redeemed here', async () => {
  // Mix-up: the state of one at the callback of the other, and an issuer that is not the one that was asked.
  const browser = new Browser();
  const back = await browser.begin('bad', bad);
  Object.assign(bad.said, { claims: {} });
  const crossed = new URL(String(back).replace('/login/bad/', '/login/strict/'));
  await refused(browser, crossed);
  const other = new Browser();
  const named = await other.begin('bad', bad);
  named.searchParams.set('iss', bad2.issuer);
  await refused(other, named);
});

test('a provider that always names itself must do so', async () => {
  bad2.said.discovery = { authorization_response_iss_parameter_supported: true };
  const browser = new Browser();
  const back = await browser.begin('strict', bad2);
  await refused(browser, back);
});

test('keys may change, and made-up ones cause no flood', async () => {
  const sign = async () => {
    const browser = new Browser();
    return browser.get(String(await browser.begin('bad', bad)));
  };
  Object.assign(bad.said, { claims: {}, raw: undefined });
  assert.equal((await sign()).status, 200);
  const before = bad.said.asked.keys;
  bad.said.kid = () => 'made-up';
  for (let count = 0; count < 5; count += 1) assert.equal((await sign()).status, 401);
  assert.ok(bad.said.asked.keys - before <= 1, `${bad.said.asked.keys - before}`);

  await bad.rotate();
  bad.said.kid = () => 'two';
  const until = Date.now() + 30_000;
  let status;
  do status = (await sign()).status;
  while (status !== 200 && Date.now() < until);
  assert.equal(status, 200);
});

test('a provider that is gone is said to be gone, and the server goes on', async () => {
  bad2.said.discovery = {};
  const browser = new Browser();
  const back = await browser.begin('strict', bad2);
  back.searchParams.set('iss', bad2.issuer);
  await bad2.close();
  await refused(browser, back, 503, 'SERVICE_UNAVAILABLE');
  assert.equal((await fetch(`${base}/readyz`)).status, 200);
});

test('the providers are listed', async () => {
  const { data } = await (await fetch(`${base}/api/auth`)).json();
  assert.deepEqual(data.map(({ name, driver, label }) => [name, driver, label]), [['bad', 'openid', 'bad'], ['good', 'openid', 'The good one'], ['strict', 'openid', 'strict']]);
  assert.equal((await new Browser().get(`${base}/api/auth/login/nobody`)).status, 403);
});

test('no secret is in the log', () => {
  for (const secret of ['a-secret', 'a-code', 'code_verifier']) assert.ok(!log.includes(secret), secret);
});
