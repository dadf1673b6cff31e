// A host page that embeds the frame as a plain iframe, with the listener that seed 000 shows; `?silent` leaves it out.
import { token } from './stub.mjs';

export function hostPage(hubAddress, email = 'jane@example.com') {
    return (request, response) => {
        if (request.url.startsWith('/token')) {
            return response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ token: token(email, 120) }));
        }
        const isSilent = request.url.includes('silent');
        return response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><html lang="en"><meta charset="utf-8">
<title>A host page</title><style>body { margin: 0 } iframe { display: block; inline-size: 100%; block-size: 100vh; border: 0 }</style>
<iframe title="Chat" src="${hubAddress}/agent/order-helper?IDENTITY_TOKEN=${token(email, 60)}&HIDE_LOGIN=true"></iframe>
${isSilent ? '' : listener(hubAddress)}`);
    };
}

function listener(hubAddress) {
    return `<script>addEventListener('message', async (event) => {
    const frame = document.querySelector('iframe').contentWindow;
    if (event.source === frame && event.data?.type === 'DHQ_IDENTITY_TOKEN_REFRESH_NEEDED') {
        const { token } = await (await fetch('/token')).json();
        frame.postMessage({ type: 'DHQ_IDENTITY_TOKEN_REFRESHED', identityToken: token }, '${hubAddress}');
    }
});</script>`;
}
