// The plain iframe way: the token goes into the address once, and a listener answers when the agent asks for a new one.

const me = await (await fetch('/api/me')).json();
const frame = document.querySelector('#agent');
document.querySelector('#who').textContent = me.email ?? 'Signed out';

async function fetchToken() {
  const response = await fetch('/api/parley-token', { method: 'POST' });
  if (!response.ok) throw new Error(`token ${response.status}`);
  return (await response.json()).token;
}

window.addEventListener('message', async (event) => {
  if (event.source !== frame.contentWindow || event.origin !== me.hub) return;
  if (event.data?.type === 'DHQ_IDENTITY_TOKEN_REFRESH_NEEDED') {
    const identityToken = await fetchToken();
    frame.contentWindow.postMessage({ type: 'DHQ_IDENTITY_TOKEN_REFRESHED', identityToken }, me.hub);
  }
});

const address = new URL(`${me.hub}/agent/${me.agent}`);
address.searchParams.set('HIDE_LOGIN', 'true');
if (me.email) address.searchParams.set('IDENTITY_TOKEN', await fetchToken());
frame.src = address;
