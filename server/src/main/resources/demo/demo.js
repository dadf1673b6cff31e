// The page of Harbour Coffee. What it needs for its agent is `embed`: a script tag and one function that fetches a token.

const me = await (await fetch('/api/me')).json();

function embed() {
  const script = document.createElement('script');
  script.src = `${me.hub}/parley.js`;
  script.onload = () => Parley.init({
    hub: me.hub,
    agent: me.agent,
    title: 'Harbour Help',
    theme: 'auto',
    token: me.email ? fetchToken : undefined,
    onError: (error) => console.warn(`Harbour Help: ${error.code}: ${error.message}`),
  });
  document.head.append(script);
}

async function fetchToken() {
  const response = await fetch('/api/parley-token', { method: 'POST' });
  if (!response.ok) throw new Error(`token ${response.status}`);
  return (await response.json()).token;
}

function element(tag, text, properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text, ...properties });
}

async function change(path, body) {
  await fetch(path, { method: 'POST', body });
  location.reload();
}

function showAccounts() {
  const user = me.accounts.find((account) => account.email === me.email);
  for (const account of me.accounts) {
    const card = element('button', '', { className: 'account', type: 'button' });
    card.append(element('b', account.name), element('span', account.plan));
    card.setAttribute('aria-pressed', String(account === user));
    card.addEventListener('click', () => change('/session', account.email));
    document.querySelector('#accounts').append(card);
  }
  const visitor = element('button', '', { className: 'account', type: 'button' });
  visitor.append(element('b', 'Nobody'), element('span', 'A signed-out visitor'));
  visitor.setAttribute('aria-pressed', String(!user));
  visitor.addEventListener('click', () => change('/sign-out'));
  document.querySelector('#accounts').append(visitor);

  const who = document.querySelector('#who');
  if (!user) {
    who.append('Signed out');
    return;
  }
  document.querySelector('#hello').textContent = `Good to see you, ${user.name.split(' ')[0]}`;
  document.querySelector('#plan').textContent = user.plan;
  const out = element('button', 'Sign out', { className: 'plain', type: 'button' });
  out.addEventListener('click', () => change('/sign-out'));
  who.append(user.name, out);
}

showAccounts();
embed();
