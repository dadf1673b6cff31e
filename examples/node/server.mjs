// The smallest product with an agent: two users, one page, and an endpoint that vouches for whoever is signed in.
import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const { PARLEY_HUB = 'http://127.0.0.1:8080', PARLEY_AGENT, PARLEY_IDENTITY_SECRET, PORT = '3000' } = process.env;
if (!PARLEY_AGENT || !PARLEY_IDENTITY_SECRET) {
  console.error("Set PARLEY_AGENT to the agent's slug and PARLEY_IDENTITY_SECRET to its identity secret.");
  process.exit(2);
}

const users = {
  jane: { email: 'jane@example.com', name: 'Jane' },
  omar: { email: 'omar@example.com', name: 'Omar' },
};
const sessions = new Map();

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An HS256 token (RFC 7515) that the hub takes for `user` during ten minutes. */
function signToken(user) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { user_email: user.email, variables: { name: user.name }, iat: now, exp: now + 600 };
  const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${input}.${createHmac('sha256', PARLEY_IDENTITY_SECRET).update(input).digest('base64url')}`;
}

function sessionOf(request) {
  return /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
}

/** Stands for your product's own login, which asks for more than a click. */
async function signIn(request, response) {
  let form = '';
  for await (const chunk of request) {
    form += chunk;
    if (form.length > 1000) return response.writeHead(413).end();
  }
  const name = new URLSearchParams(form).get('user');
  if (!Object.hasOwn(users, name)) return response.writeHead(404).end();
  const session = randomBytes(32).toString('base64url');
  sessions.set(session, users[name]);
  const cookie = `session=${session}; Path=/; HttpOnly; SameSite=Lax`;
  response.writeHead(303, { Location: '/', 'Set-Cookie': cookie }).end();
}

function signOut(request, response) {
  sessions.delete(sessionOf(request));
  response.writeHead(303, { Location: '/', 'Set-Cookie': 'session=; Path=/; Max-Age=0' }).end();
}

/** Vouches for the user of the session and nobody else: no parameter says for whom. */
function token(request, response) {
  const user = sessions.get(sessionOf(request));
  const [status, body] = user ? [200, { token: signToken(user) }] : [401, { error: 'Nobody is signed in.' }];
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  response.writeHead(status, headers).end(JSON.stringify(body));
}

async function page(request, response) {
  const values = { hub: PARLEY_HUB, agent: PARLEY_AGENT, user: sessions.get(sessionOf(request))?.email ?? '' };
  const html = await readFile(new URL('index.html', import.meta.url), 'utf8');
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
  response.writeHead(200, headers).end(html.replace(/{{(\w+)}}/g, (_, name) => values[name]));
}

const routes = {
  'GET /': page,
  'POST /sign-in': signIn,
  'POST /sign-out': signOut,
  'POST /api/parley-token': token,
};

const server = createServer(async (request, response) => {
  const route = routes[`${request.method} ${request.url}`];
  try {
    await (route ? route(request, response) : response.writeHead(404).end());
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`Open http://127.0.0.1:${server.address().port}`));
