// Passkeys with an authenticator in software: it does what a device does, and what a thief would.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const quintet = process.env.QUINTET_BINARY;
const folder = mkdtempSync(join(tmpdir(), 'qt-passkeys-'));
cpSync(process.env.QUINTET_CONFIG, folder, { recursive: true, filter: (path) => !path.endsWith('/data') });
const EMAIL = 'ada@example.org';
const PASSWORD = 'gelber Regen im Keller';
execFileSync(quintet, ['user', 'create', '--project', folder, '--email', EMAIL, '--role', 'editor', '--password-stdin'], { input: PASSWORD, stdio: ['pipe', 'ignore', 'pipe'] });

const port = 20000 + Math.floor(Math.random() * 12000);
const base = `http://localhost:${port}`;
const server = spawn(quintet, ['serve', '--project', folder], { env: { ...process.env, QUINTET_SERVER__LISTEN: `127.0.0.1:${port}` }, stdio: ['ignore', 'pipe', 'pipe'] });
let log = '';
server.stdout.on('data', (data) => (log += data));
server.stderr.on('data', (data) => (log += data));
for (let ready = false; !ready; ) {
  if (server.exitCode !== null) throw new Error(log);
  ready = await fetch(`${base}/readyz`).then((answer) => answer.ok, () => false);
}
after(() => {
  server.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

async function send(method, path, body, token) {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const answer = await fetch(`${base}/api${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await answer.text();
  const json = text === '' ? {} : JSON.parse(text);
  return { status: answer.status, data: json.data, code: json.errors?.[0].extensions.code, text };
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const url64 = (bytes) => Buffer.from(bytes).toString('base64url');

/** As much CBOR as an authenticator needs. */
function cbor(value) {
  const head = (major, length) => (length < 24 ? Buffer.from([(major << 5) | length]) : length < 256 ? Buffer.from([(major << 5) | 24, length]) : Buffer.from([(major << 5) | 25, length >> 8, length & 255]));
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, member]) => [cbor(key), cbor(member)])]);
}

class Authenticator {
  id = randomBytes(32);
  keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  counter = 0;

  data(flags, more = Buffer.alloc(0)) {
    this.counter += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256('localhost'), Buffer.from([flags]), counter, more]);
  }

  client(type, challenge, origin) {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  create({ publicKey }, origin = base) {
    const { x, y } = this.keys.publicKey.export({ format: 'jwk' });
    const key = cbor(new Map([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]));
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, key]);
    const attestation = cbor(new Map([['fmt', 'none'], ['attStmt', new Map()], ['authData', this.data(0x45, attested)]]));
    this.user = publicKey.user.id;
    const response = { attestationObject: url64(attestation), clientDataJSON: url64(this.client('webauthn.create', publicKey.challenge, origin)) };
    return { id: url64(this.id), rawId: url64(this.id), type: 'public-key', response, extensions: {} };
  }

  get({ publicKey }, { origin = base, flags = 0x05, user = this.user, keys = this.keys } = {}) {
    const client = this.client('webauthn.get', publicKey.challenge, origin);
    const data = this.data(flags);
    const signature = createSign('sha256').update(Buffer.concat([data, sha256(client)])).sign(keys.privateKey);
    const response = { authenticatorData: url64(data), clientDataJSON: url64(client), signature: url64(signature), userHandle: user };
    return { id: url64(this.id), rawId: url64(this.id), type: 'public-key', response, extensions: {} };
  }
}

async function signedIn() {
  const answer = await send('POST', '/auth/login', { email: EMAIL, password: PASSWORD });
  assert.equal(answer.status, 200, answer.text);
  return answer.data.access_token;
}

async function register(token, name) {
  const device = new Authenticator();
  const { data } = await send('POST', '/users/me/passkeys/options', {}, token);
  const made = await send('POST', '/users/me/passkeys', { token: data.token, credential: device.create(data.options), name }, token);
  assert.equal(made.status, 200, made.text);
  return { device, id: made.data.id };
}

async function begin(email) {
  const { data } = await send('POST', '/auth/passkey/options', email ? { email } : undefined);
  return data;
}

const finish = (begun, credential) => send('POST', '/auth/passkey', { token: begun.token, credential });

test('a passkey signs in alone, with a name and without', async () => {
  const token = await signedIn();
  const { device } = await register(token, 'My key');
  for (const email of [undefined, EMAIL, 'ADA@example.org']) {
    const begun = await begin(email);
    const answer = await finish(begun, device.get(begun.options));
    assert.equal(answer.status, 200, answer.text);
    const me = await send('GET', '/users/me', undefined, answer.data.access_token);
    assert.equal(me.status, 200);
  }
});

test('an answer is good once, and for its own question', async () => {
  const token = await signedIn();
  const { device } = await register(token, 'Once');
  const begun = await begin();
  const credential = device.get(begun.options);
  assert.equal((await finish(begun, credential)).status, 200);
  assert.equal((await finish(begun, credential)).code, 'INVALID_TOKEN');
  const other = await begin();
  assert.equal((await finish(other, credential)).code, 'INVALID_CREDENTIALS');
});

test('what a thief would send is refused', async () => {
  const token = await signedIn();
  const { device } = await register(token, 'Stolen');
  const refused = async (change) => {
    const begun = await begin();
    const answer = await finish(begun, device.get(begun.options, change));
    assert.equal(answer.code, 'INVALID_CREDENTIALS', answer.text);
  };
  await refused({ origin: 'https://evil.example' });
  await refused({ flags: 0x01 }); // Nobody unlocked it.
  await refused({ user: url64(randomBytes(16)) });
  await refused({ keys: generateKeyPairSync('ec', { namedCurve: 'P-256' }) });
  const begun = await begin();
  assert.equal((await finish(begun, new Authenticator().get(begun.options))).code, 'INVALID_CREDENTIALS');
  const malformed = await begin();
  assert.equal((await finish(malformed, { id: 7 })).status, 400);
  // A device that counts backwards is a copy.
  device.counter = 0;
  await refused({});
});

test('a registration is bound to its page and its owner', async () => {
  const token = await signedIn();
  const { data } = await send('POST', '/users/me/passkeys/options', {}, token);
  const foreign = await send('POST', '/users/me/passkeys', { token: data.token, credential: new Authenticator().create(data.options, 'https://evil.example') }, token);
  assert.equal(foreign.status, 400, foreign.text);
  const again = await send('POST', '/users/me/passkeys', { token: data.token, credential: new Authenticator().create(data.options) }, token);
  assert.equal(again.code, 'INVALID_TOKEN');
  assert.equal((await send('POST', '/users/me/passkeys/options', {})).status, 401);
});

test('addresses that nobody has are asked for a key as well, the same each time', async () => {
  const asked = async (email) => (await begin(email)).options.publicKey.allowCredentials;
  const first = await asked('nobody@example.org');
  assert.equal(first.length, 1);
  assert.deepEqual(await asked('nobody@example.org'), first);
  assert.notDeepEqual(await asked('another@example.org'), first);
});

test('passkeys are listed, renamed and removed by their owner', async () => {
  const token = await signedIn();
  const { device, id } = await register(token, 'Old name');
  assert.equal((await send('PATCH', `/users/me/passkeys/${id}`, { name: 'New name' }, token)).status, 204);
  const list = (await send('GET', '/users/me/passkeys', undefined, token)).data;
  assert.equal(list.find((passkey) => passkey.id === id).name, 'New name');
  assert.ok(!JSON.stringify(list).includes('credential'));
  assert.equal((await send('DELETE', `/users/me/passkeys/${id}`, undefined, token)).status, 204);
  assert.equal((await send('DELETE', `/users/me/passkeys/${id}`, undefined, token)).status, 404);
  const begun = await begin();
  assert.equal((await finish(begun, device.get(begun.options))).code, 'INVALID_CREDENTIALS');
});
