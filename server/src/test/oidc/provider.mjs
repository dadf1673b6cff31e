// A certified OpenID provider for the tests: node provider.mjs PORT REDIRECT_URI
// Any password will do; "ada" has a verified address, "mallory" claims the same one without it being verified.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import Provider from 'oidc-provider';

const [port, redirectUri] = process.argv.slice(2);
const accounts = {
    ada: { email: 'ada@oidc.test', email_verified: true },
    mallory: { email: 'ada@oidc.test', email_verified: false },
    stranger: { email: 'stranger@elsewhere.test', email_verified: true },
    colleague: { email: 'colleague@oidc.test', email_verified: true },
};
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });

const provider = new Provider(`http://localhost:${port}`, {
    clients: [{ client_id: 'parley', client_secret: 'a secret & more: 100 %', redirect_uris: [redirectUri], id_token_signed_response_alg: 'ES256' }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    cookies: { keys: [randomUUID()] },
    findAccount: (_context, id) => id in accounts
        ? { accountId: id, claims: () => ({ sub: `sub-${id}`, ...accounts[id] }) }
        : undefined,
    jwks: { keys: [{ ...key, kid: randomUUID(), use: 'sig', alg: 'ES256' }] },
    pkce: { required: () => true },
});
provider.listen(Number(port), 'localhost', () => console.log('ready'));
