// Two identity providers on free ports: the certified `oidc-provider`, and one that can be told to lie.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';

export const ACCOUNTS = {
  ada: { email: 'ada@example.org', email_verified: true, given_name: 'Ada', family_name: 'Sea', groups: ['writers'] },
  eve: { email: 'ada@example.org', email_verified: false, given_name: 'Eve', groups: ['chiefs'] },
};

function listen(handler) {
  return new Promise((resolve) => {
    const server = createServer(handler);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

/** The certified provider: signs in whom `login` names, without asking. */
export async function certified(redirectUris) {
  let provider;
  const state = { login: 'ada' };
  const server = await listen(async (request, response) => {
    if (!request.url.startsWith('/interaction/')) return provider.callback()(request, response);
    const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
    if (prompt.name === 'login') {
      return provider.interactionFinished(request, response, { login: { accountId: state.login } });
    }
    const grant = grantId ? await provider.Grant.find(grantId) : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    grant.addOIDCClaims(['groups']);
    const saved = await grant.save();
    return provider.interactionFinished(request, response, { consent: { grantId: saved } }, { mergeWithLastSubmission: true });
  });
  const issuer = `http://127.0.0.1:${server.address().port}`;
  provider = new Provider(issuer, {
    clients: [{ client_id: 'quintet', client_secret: 'a-secret', redirect_uris: redirectUris(issuer), response_types: ['code'], grant_types: ['authorization_code'] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name', 'groups'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...ACCOUNTS[id] }) }),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ['a key of this test'] },
    conformIdTokenClaims: true,
  });
  return { issuer, state, close: () => server.close() };
}

/** One that says what it is told to say. */
export async function hostile() {
  let keys = await generateKeyPair('RS256');
  let kid = 'one';
  const said = { claims: {}, key: () => keys.privateKey, kid: () => kid, alg: 'RS256', iss: undefined, discovery: {}, asked: { keys: 0 }, nonce: undefined };
  const server = await listen(async (request, response) => {
    const url = new URL(request.url, issuer);
    const json = (body, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (url.pathname === '/.well-known/openid-configuration') {
      return json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        ...said.discovery,
      });
    }
    if (url.pathname === '/keys') {
      said.asked.keys += 1;
      return json({ keys: [{ ...(await exportJWK(keys.publicKey)), kid, alg: 'RS256', use: 'sig' }] });
    }
    if (url.pathname === '/token') {
      const now = Math.floor(Date.now() / 1000);
      const claims = { iss: issuer, aud: 'quintet', sub: 'mallory', email: 'mallory@example.org', email_verified: true, iat: now, exp: now + 60, nonce: said.nonce, ...said.claims };
      const key = said.key();
      const token = said.raw
        ? said.raw(claims)
        : await new SignJWT(JSON.parse(JSON.stringify(claims))).setProtectedHeader({ alg: said.alg, kid: said.kid() }).sign(key);
      return json({ access_token: 'x', token_type: 'Bearer', id_token: token });
    }
    return json({}, 404);
  });
  const issuer = `http://127.0.0.1:${server.address().port}`;
  return {
    issuer,
    said,
    rotate: async () => {
      keys = await generateKeyPair('RS256');
      kid = 'two';
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
