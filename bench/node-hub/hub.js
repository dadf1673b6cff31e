// A chat hub as a competent team would build it in a day: the baseline of ./parley bench.
// It verifies an HS256 token when a socket connects, stores the message, calls the model with a
// streaming fetch, relays the tokens as they come and stores the answer. It is written to be good at
// that and at nothing else: no limits, no resume, no rotation, no refusal that helps anybody.
import { createServer } from 'node:http';
import Database from 'better-sqlite3';
import express from 'express';
import jwt from 'jsonwebtoken';
import { WebSocketServer } from 'ws';
import { modelTokens } from './model.js';

const port = Number(process.env.PORT ?? 3000);
const secret = process.env.SECRET;
const model = { url: process.env.MODEL_URL, name: process.env.MODEL ?? 'scripted', key: process.env.MODEL_KEY ?? '' };
const historyLength = 20;

const db = new Database(process.env.DATABASE ?? 'hub.db');
db.pragma('journal_mode = WAL');
db.exec(`
  CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL,
    owner TEXT NOT NULL,
    role TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS messages_by_conversation ON messages (conversation, id);
`);
const insert = db.prepare(
  'INSERT INTO messages (conversation, owner, role, text, created_at) VALUES (?, ?, ?, ?, ?)');
const latest = db.prepare(
  'SELECT id, role, text, created_at FROM messages WHERE conversation = ? AND owner = ? ORDER BY id DESC LIMIT ?');

const verify = (token) => jwt.verify(token, secret, { algorithms: ['HS256'] }).user_email;

const app = express();
app.get('/health', (_request, response) => response.json({ ok: true }));
app.get('/conversations/:id/messages', (request, response) => {
  try {
    const owner = verify((request.headers.authorization ?? '').replace(/^Bearer /, ''));
    response.json({ items: latest.all(request.params.id, owner, 50).reverse() });
  } catch {
    response.status(401).json({ error: 'authentication_failed' });
  }
});

const server = createServer(app);
const sockets = new WebSocketServer({ noServer: true });

server.on('upgrade', (request, socket, head) => {
  let user;
  try {
    user = verify(new URL(request.url, 'http://hub').searchParams.get('token'));
  } catch {
    socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
    return;
  }
  sockets.handleUpgrade(request, socket, head, (ws) => serve(ws, user));
});

function serve(ws, user) {
  ws.on('error', () => ws.terminate());
  ws.on('message', (data) => {
    const { conversation, text } = JSON.parse(data);
    answer(ws, user, conversation, text).catch((error) => {
      ws.send(JSON.stringify({ type: 'failed', detail: error.message }));
    });
  });
  ws.send(JSON.stringify({ type: 'ready', user }));
}

async function answer(ws, user, conversation, text) {
  const { lastInsertRowid } = insert.run(conversation, user, 'user', text, Date.now());
  ws.send(JSON.stringify({ type: 'accepted', message: lastInsertRowid }));
  const history = latest.all(conversation, user, historyLength).reverse();
  const messages = history.map(({ role, text: content }) => ({ role, content }));
  let reply = '';
  for await (const token of modelTokens(model, messages)) {
    reply += token;
    ws.send(JSON.stringify({ type: 'delta', text: token }));
  }
  const stored = insert.run(conversation, user, 'assistant', reply, Date.now());
  ws.send(JSON.stringify({ type: 'completed', message: stored.lastInsertRowid }));
}

server.listen({ port, host: '127.0.0.1', backlog: 4096 }, () => console.log(`Node hub is ready at http://127.0.0.1:${port}`));
process.on('SIGTERM', () => process.exit(0));
