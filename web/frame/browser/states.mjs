// Every state of the frame that a person can meet, each reached as a person reaches it.

const jane = 'jane@example.com';

async function ready(page, world, path = '/agent/order-helper') {
    await page.goto(world.hubAddress + path);
    await page.waitForSelector('.starters, .hint, .answer');
}

const asJane = (world, agent = 'order-helper') => `/agent/${agent}?IDENTITY_TOKEN=${world.token(jane)}`;

async function say(page, text, until = '.answer.last:not(.streaming)') {
    await page.fill('textarea', text);
    await page.keyboard.press('Enter');
    await page.waitForSelector(until, { timeout: 30_000 });
}

async function openList(page) {
    if ((await page.$('.drawer.open')) === null) {
        await page.click('.list-button');
    }
    await page.waitForSelector('.drawer.open .conversation');
}

const gate = (path) => async (page, world) => {
    await page.goto(world.hubAddress + path);
    await page.waitForSelector('.gate');
};

const answered = (text, until) => async (page, world) => {
    await ready(page, world);
    await say(page, text, until);
};

/** Name → steps. `world` has the stub `hub`, its `hubAddress`, the `hostAddress` of a page that embeds it, and `token(email)`. */
export const states = {
    empty: (page, world) => ready(page, world),
    'no greeting': (page, world) => ready(page, world, '/agent/no-greeting'),
    'long greeting': (page, world) => ready(page, world, '/agent/long-greeting'),
    'another accent': async (page, world) => {
        await ready(page, world);
        await page.evaluate(() => ['light', 'dark'].forEach((scheme) => document.documentElement.style.setProperty(`--${scheme}-accent`, '#7a5af0')));
    },
    'every kind of text': answered('markdown'),
    'sources open': async (page, world) => {
        await ready(page, world);
        await say(page, 'markdown');
        await page.click('.sources summary');
    },
    thinking: answered('slow', '.thinking'),
    streaming: answered('slow', '.streaming .prose p'),
    stopped: async (page, world) => {
        await ready(page, world);
        await say(page, 'slow', '.streaming .prose p');
        await page.click('.stop');
        await page.waitForSelector('.ending');
    },
    'a tool at work': answered('tool', '.tool'),
    failed: answered('fail model_timeout', '.failure'),
    'broken off': answered('fail model_truncated', '.failure'),
    'hostile text': answered('hostile'),
    'right to left': async (page, world) => {
        await ready(page, world, '/agent/order-helper?locale=ar');
        await say(page, 'arabic');
    },
    'scrolled up': async (page, world) => {
        await ready(page, world);
        await say(page, 'markdown');
        await page.evaluate(() => { document.querySelector('.log').scrollTop = 0; });
        await page.waitForTimeout(100);
    },
    'near the limit': async (page, world) => {
        await ready(page, world);
        await page.fill('textarea', 'word '.repeat(3190));
        await page.waitForSelector('.count');
    },
    'too long': async (page, world) => {
        await ready(page, world);
        await page.fill('textarea', 'word '.repeat(3300));
        await page.waitForSelector('.count.over');
    },
    'slowed down': async (page, world) => {
        world.hub.forgetLimit();
        await ready(page, world);
        await say(page, 'limit me', '.strip');
    },
    offline: async (page, world) => {
        await ready(page, world);
        await say(page, 'Hello');
        world.hub.down = true;
        world.hub.dropAll();
        await page.waitForSelector('.strip');
        await say(page, 'Are you still there?', '.fate.queued');
        world.hub.down = false;
    },
    history: (page, world) => ready(page, world, asJane(world)),
    'a long history': async (page, world) => {
        const texts = Array.from({ length: 130 }, (_, n) => [n % 2 === 0 ? 'user' : 'assistant', `Message ${n + 1}`]);
        world.hub.seed('long@example.com', 'Long', texts);
        await page.goto(`${world.hubAddress}/agent/order-helper?IDENTITY_TOKEN=${world.token('long@example.com')}`);
        await page.waitForSelector('.older');
        await page.evaluate(() => { document.querySelector('.log').scrollTop = 0; });
        await page.waitForTimeout(100);
        const before = await page.getByText('Message 81', { exact: true }).boundingBox();
        await page.click('.older');
        await page.getByText('Message 80', { exact: true }).waitFor({ state: 'attached' });
        await page.waitForTimeout(200);
        const after = await page.getByText('Message 81', { exact: true }).boundingBox();
        if (Math.abs(after.y - before.y) > 60) {
            throw new Error(`what was being read moved by ${after.y - before.y} px`);
        }
    },
    'storage denied': async (page, world) => {
        await page.addInitScript(() => ['localStorage', 'sessionStorage'].forEach((name) => Object.defineProperty(window, name, {
            get() { throw new DOMException('denied', 'SecurityError'); },
        })));
        await ready(page, world);
        await page.fill('textarea', 'A draft');
        await page.click('.begin-button:visible, .begin:visible');
        await say(page, 'Hello');
    },
    conversations: async (page, world) => {
        await ready(page, world, asJane(world));
        await openList(page);
    },
    renaming: async (page, world) => {
        await ready(page, world, asJane(world));
        await openList(page);
        await page.click('.drawer li.current [aria-label^="Rename"]');
        await page.waitForSelector('.rename input');
    },
    deleted: async (page, world) => {
        world.hub.seed(jane, 'Not for long', [['user', 'Delete me.'], ['assistant', 'Done.']]);
        await ready(page, world, asJane(world));
        await openList(page);
        await page.click('.drawer li.current [aria-label^="Delete"]');
        await page.waitForSelector('.toast');
    },
    loading: async (page, world) => {
        await page.goto(world.hubAddress + asJane(world, 'slow-rest'));
        await page.waitForSelector('.skeleton');
    },
    'no fresh token': async (page, world) => {
        await page.goto(`${world.hostAddress}/?silent`);
        const frame = page.frameLocator('iframe');
        await frame.locator('.answer').first().waitFor();
        await frame.locator('textarea').fill('expire now');
        await frame.locator('textarea').press('Enter');
        await frame.locator('dialog[open]').waitFor({ timeout: 15_000 });
    },
    'sign in': gate('/agent/private'),
    'sign in failed': async (page, world) => {
        await gate('/agent/private')(page, world);
        await page.fill('input[name=email]', 'a@b.c');
        await page.fill('input[name=password]', 'wrong');
        await page.click('.login .primary');
        await page.waitForSelector('.field-error');
    },
    'sign in hidden': gate('/agent/private?HIDE_LOGIN=true'),
    'session expired': gate('/agent/session-expired'),
    'authentication failed': gate('/agent/authentication-failed'),
    'invalid identity token': gate('/agent/invalid-identity-token'),
    'identity not configured': gate('/agent/identity-not-configured'),
    'access denied': gate('/agent/access-denied'),
    'origin not allowed': gate('/agent/origin-not-allowed'),
    unavailable: gate('/agent/unavailable'),
    'not found': gate('/agent/nowhere'),
};
