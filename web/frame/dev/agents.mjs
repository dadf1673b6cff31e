// The agents of the stub hub; each slug is one state of the frame.
const starters = ['Where is my order?', 'I want to return something', 'How long does delivery take?'];
const refused = ['session_expired', 'authentication_failed', 'invalid_identity_token', 'identity_not_configured', 'access_denied', 'origin_not_allowed', 'unavailable'];

export const agents = {
    'order-helper': { starters },
    'no-greeting': { greeting: '', name: 'Ada' },
    'long-greeting': { greeting: 'Welcome! I know everything about **orders**, **returns** and **delivery**.\n\n- Ask me where your parcel is\n- Ask me how to send something back\n\nI answer from the shop’s own documents and tell you where I found it.', starters },
    'slow-rest': { restDelay: 4000 },
    private: { private: true },
    'private-listed': { private: true, origins: ['http://localhost:8091'] },
    ...Object.fromEntries(refused.map((code) => [code.replaceAll('_', '-'), { refuse: code }])),
};
