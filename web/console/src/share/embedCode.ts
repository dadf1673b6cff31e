import type { Agent } from './shapes.ts';

/** One way to put an agent on a page. */
export interface Way {
    key: 'script' | 'iframe' | 'react';
    name: string;
    code: string;
}

/** The chat's colour where nobody chose one. */
const OWN_ACCENT = '#0c6b5f';

/** How a page shows a public agent to anybody. */
export function publicWays(agent: Agent, hub: string): Way[] {
    return [
        { key: 'script', name: 'Script', code: script(agent, hub) },
        {
            key: 'iframe',
            name: 'Iframe',
            code: `<iframe
  src="${hub}/agent/${agent.slug}"
  title="${attribute(agent.name)}"
  style="width: 100%; height: 600px; border: none"
></iframe>`,
        },
        {
            key: 'react',
            name: 'React',
            code: `import { ParleyChat } from '@parley/react';

export function Help() {
  return ${react(agent, hub)};
}`,
        },
    ];
}

/** The one tag that seed pages know as the chat bubble. */
export function bubbleCode(agent: Agent, hub: string): string {
    return `<script
  src="${hub}/chat-bubble.js"
  data-chat-id="${agent.slug}"
  data-color="${agent.appearance.accent || OWN_ACCENT}"
  data-position="${agent.appearance.position}"
  async
></script>`;
}

/** How a page shows an agent to the user who is signed in there. */
export function secureWays(agent: Agent, hub: string): Way[] {
    return [
        {
            key: 'script',
            name: 'Script',
            code: script(agent, hub, 'data-token-url="/api/parley-token"'),
        },
        { key: 'iframe', name: 'Iframe', code: iframe(agent, hub) },
        {
            key: 'react',
            name: 'React',
            code: `import { ParleyChat } from '@parley/react';

async function fetchToken() {
  const answer = await fetch('/api/parley-token');
  if (!answer.ok) throw answer;
  return (await answer.json()).token;
}

export function Help() {
  return ${react(agent, hub, 'token={fetchToken}')};
}`,
        },
    ];
}

function script(agent: Agent, hub: string, ...more: readonly string[]): string {
    const attributes = [`src="${hub}/parley.js"`, `data-agent="${agent.slug}"`, ...look(agent).map((each) => `data-${each}`), ...more, 'async'];
    return `<script\n${attributes.map((each) => `  ${each}\n`).join('')}></script>`;
}

function react(agent: Agent, hub: string, ...more: readonly string[]): string {
    const properties = [`agent="${agent.slug}"`, `hub="${hub}"`, ...look(agent), ...more];
    return properties.length < 3
        ? `<ParleyChat ${properties.join(' ')} />`
        : `(\n    <ParleyChat\n${properties.map((each) => `      ${each}\n`).join('')}    />\n  )`;
}

/** What was chosen under Appearance: the launcher is drawn before the page has heard anything of the hub. */
function look({ appearance }: Agent): string[] {
    return [
        ...(appearance.accent === '' ? [] : [`accent="${appearance.accent}"`]),
        ...(appearance.position === 'left' ? ['position="left"'] : []),
    ];
}

function iframe(agent: Agent, hub: string): string {
    return `<iframe id="agent" title="${attribute(agent.name)}" style="width: 100%; height: 600px; border: none"></iframe>
<script type="module">
  const hub = '${hub}';
  const frame = document.querySelector('#agent');

  async function fetchToken() {
    const answer = await fetch('/api/parley-token');
    if (!answer.ok) throw new Error(\`token \${answer.status}\`);
    return (await answer.json()).token;
  }

  // Answer the one frame that is the chat, and only while it shows the hub.
  window.addEventListener('message', async (event) => {
    if (event.source !== frame.contentWindow || event.origin !== hub) return;
    if (event.data?.type === 'DHQ_IDENTITY_TOKEN_REFRESH_NEEDED') {
      const identityToken = await fetchToken();
      frame.contentWindow.postMessage({ type: 'DHQ_IDENTITY_TOKEN_REFRESHED', identityToken }, hub);
    }
  });

  const address = new URL(\`\${hub}/agent/${agent.slug}\`);
  address.searchParams.set('IDENTITY_TOKEN', await fetchToken());
  address.searchParams.set('HIDE_LOGIN', 'true');
  frame.src = address;
</script>`;
}

/** A text made fit for an attribute between double quotes. */
function attribute(text: string): string {
    return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
