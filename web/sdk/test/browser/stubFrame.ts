/** The smallest frame that keeps the handshake; it writes down what it hears and lets tests speak for it. */
export const frameScript = `
window.heard = [];
const nonce = new URLSearchParams(location.hash.slice(1)).get('parley');
window.nonce = nonce;
addEventListener('message', (event) => {
    if (event.source !== parent || event.data?.type !== 'parley:connect' || event.data.nonce !== nonce) return;
    window.connects = (window.connects ?? 0) + 1;
    window.parentOrigin = event.origin;
    const port = event.ports[0];
    port.onmessage = ({ data }) => {
        window.heard.push(data);
        if (data.type === 'logout') port.postMessage({ type: 'logged_out' });
        if (data.type === 'token_failed') port.postMessage(
            { type: 'error', code: 'token_' + data.kind, title: 'Session Expired', detail: 'In the words of the frame.' });
    };
    window.port ??= port;
});
parent.postMessage({ type: 'parley:hello', nonce }, '*');
`;
