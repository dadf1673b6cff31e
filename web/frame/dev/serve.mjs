// `npm run dev`: the frame against the stub hub, and a host page on another origin that embeds it as seed 000 does.
import { createServer } from 'node:http';
import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildAll } from '../../build.mjs';
import { agents } from './agents.mjs';
import { hostPage } from './host.mjs';
import { StubHub, token } from './stub.mjs';

const hubPort = Number(process.env.PORT ?? 8090);
const dist = fileURLToPath(new URL('../../dist', import.meta.url));
await buildAll(dist);
const hub = new StubHub({ dist, agents });
hub.seed('jane@example.com', 'Order 1042', [['user', 'Where is my order 1042?'], ['assistant', 'It left the warehouse this morning.']], 1);
hub.seed('jane@example.com', 'Sending back the green chair', [['user', 'Can I return a chair?'], ['assistant', 'Yes, within 30 days.']], 4);
await hub.listen(hubPort);

const host = createServer(hostPage(`http://127.0.0.1:${hubPort}`));
host.listen(hubPort + 1, '127.0.0.1');

watch(fileURLToPath(new URL('../src', import.meta.url)), { recursive: true }, debounce(() => buildAll(dist).then(() => console.log('built'), console.error)));
console.log(`Agents: ${Object.keys(agents).map((slug) => `http://127.0.0.1:${hubPort}/agent/${slug}`).join('\n        ')}`);
console.log(`Signed in as Jane: http://127.0.0.1:${hubPort}/agent/order-helper?IDENTITY_TOKEN=${token('jane@example.com')}`);
console.log(`A host page: http://localhost:${hubPort + 1}/`);

function debounce(action) {
    let timer;
    return () => {
        clearTimeout(timer);
        timer = setTimeout(action, 100);
    };
}
