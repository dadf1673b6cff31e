-- The first schema. Portable between SQLite and PostgreSQL: text ids, times as milliseconds since the epoch,
-- booleans as 0 and 1, ${blob} for bytes. Every table that holds a tenant's data names the tenant.

CREATE TABLE tenants (
    id              TEXT PRIMARY KEY,
    name            TEXT NOT NULL,
    default_agent   TEXT,
    retention_days  INTEGER,
    answers_per_day BIGINT,
    tokens_per_day  BIGINT,
    created_at      BIGINT NOT NULL
);

CREATE TABLE members (
    id            TEXT PRIMARY KEY,
    tenant_id     TEXT NOT NULL REFERENCES tenants (id),
    email         TEXT NOT NULL,
    email_key     TEXT NOT NULL UNIQUE,
    role          TEXT NOT NULL,
    operator      INTEGER NOT NULL DEFAULT 0,
    status        TEXT NOT NULL,
    password_hash TEXT,
    created_at    BIGINT NOT NULL,
    last_seen_at  BIGINT
);
CREATE INDEX members_by_tenant ON members (tenant_id, email_key);

-- A session with an agent_id opens that agent's chat and nothing else. The network is what an address counts as in
-- limits; the address and the browser are for people to read.
CREATE TABLE member_sessions (
    token_hash   TEXT PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    tenant_id    TEXT NOT NULL,
    member_id    TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    agent_id     TEXT,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    address      TEXT NOT NULL,
    network      TEXT NOT NULL,
    browser      TEXT NOT NULL
);
CREATE INDEX member_sessions_by_member ON member_sessions (tenant_id, member_id);

-- The browsers in which a member has signed in: whoever attacks an account from elsewhere does not lock these out.
CREATE TABLE member_browsers (
    token_hash TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL,
    member_id  TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL
);
CREATE INDEX member_browsers_by_member ON member_browsers (tenant_id, member_id, created_at);

-- One-time links with which a member chooses a password: the first one, or another one.
CREATE TABLE member_links (
    token_hash TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL,
    member_id  TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    purpose    TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX member_links_by_member ON member_links (tenant_id, member_id);

-- The OpenID provider of a tenant; an empty list of domains admits invited people only.
CREATE TABLE oidc_providers (
    tenant_id     TEXT PRIMARY KEY REFERENCES tenants (id),
    name          TEXT NOT NULL,
    issuer        TEXT NOT NULL,
    client_id     TEXT NOT NULL,
    client_secret TEXT,
    domains       TEXT NOT NULL,
    updated_at    BIGINT NOT NULL
);

-- Whom a provider means by a subject: bound when they first sign in with it, and for good.
CREATE TABLE oidc_identities (
    tenant_id  TEXT NOT NULL,
    issuer     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    member_id  TEXT NOT NULL UNIQUE REFERENCES members (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, issuer, subject)
);

-- Sign-ins that are on their way to a provider and back; each counts once.
CREATE TABLE oidc_attempts (
    state_hash   TEXT PRIMARY KEY,
    tenant_id    TEXT NOT NULL,
    browser_hash TEXT NOT NULL,
    secrets      TEXT NOT NULL,
    next         TEXT NOT NULL,
    expires_at   BIGINT NOT NULL
);

CREATE TABLE member_groups (
    id         TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL REFERENCES tenants (id),
    name       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (tenant_id, name)
);

CREATE TABLE group_members (
    tenant_id TEXT NOT NULL,
    group_id  TEXT NOT NULL REFERENCES member_groups (id) ON DELETE CASCADE,
    member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, member_id)
);
CREATE INDEX group_members_by_member ON group_members (tenant_id, member_id);

CREATE TABLE api_keys (
    id                 TEXT PRIMARY KEY,
    tenant_id          TEXT NOT NULL REFERENCES tenants (id),
    name               TEXT NOT NULL,
    key_hash           TEXT NOT NULL UNIQUE,
    hint               TEXT NOT NULL,
    scopes             TEXT NOT NULL,
    agents             TEXT,
    max_token_lifetime BIGINT NOT NULL,
    created_at         BIGINT NOT NULL,
    created_by         TEXT NOT NULL,
    expires_at         BIGINT,
    last_used_at       BIGINT,
    revoked_at         BIGINT
);
CREATE INDEX api_keys_by_tenant ON api_keys (tenant_id, created_at);

CREATE TABLE agents (
    id         TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL REFERENCES tenants (id),
    slug       TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL,
    access     TEXT NOT NULL,
    status     TEXT NOT NULL,
    version    BIGINT NOT NULL DEFAULT 0,
    draft_revision BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX agents_by_tenant ON agents (tenant_id, created_at);

-- What a builder is writing while users talk to the definition in agents.
CREATE TABLE agent_drafts (
    agent_id   TEXT PRIMARY KEY REFERENCES agents (id) ON DELETE CASCADE,
    tenant_id  TEXT NOT NULL,
    content    TEXT NOT NULL,
    based_on   BIGINT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE agent_versions (
    agent_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    number     BIGINT NOT NULL,
    tenant_id  TEXT NOT NULL,
    content    TEXT NOT NULL,
    note       TEXT NOT NULL,
    restores   BIGINT,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (agent_id, number)
);

-- The language models that a tenant's agents share. Definitions, drafts and versions name them by id; the key is sealed.
CREATE TABLE model_providers (
    id         TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL REFERENCES tenants (id),
    name       TEXT NOT NULL,
    base_url   TEXT NOT NULL,
    ciphertext TEXT,
    created_at BIGINT NOT NULL,
    UNIQUE (tenant_id, name)
);

-- API keys of agents' models, sealed. Definitions, drafts and versions name them by id.
CREATE TABLE model_keys (
    id         TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL,
    agent_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    base_url   TEXT NOT NULL,
    ciphertext TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX model_keys_by_agent ON model_keys (tenant_id, agent_id, base_url);

-- Identity secrets of agents, tenant secrets and the hub's mint keys, one kind of row for all three. At most two live
-- rows per holder: the current one (retires_at is null) and, during an overlap, the previous one.
CREATE TABLE signing_secrets (
    id           TEXT PRIMARY KEY,
    tenant_id    TEXT NOT NULL REFERENCES tenants (id),
    holder_kind  TEXT NOT NULL,
    holder_id    TEXT NOT NULL,
    ciphertext   TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    retires_at   BIGINT,
    last_used_at BIGINT
);
CREATE INDEX signing_secrets_by_holder ON signing_secrets (tenant_id, holder_kind, holder_id);

CREATE TABLE user_revocations (
    tenant_id  TEXT NOT NULL,
    agent_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    issuer     TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    not_before BIGINT NOT NULL,
    PRIMARY KEY (agent_id, issuer, user_id)
);

CREATE TABLE grants (
    id           TEXT PRIMARY KEY,
    tenant_id    TEXT NOT NULL,
    agent_id     TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    grantee_kind TEXT NOT NULL,
    grantee_id   TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    created_by   TEXT NOT NULL,
    UNIQUE (agent_id, grantee_kind, grantee_id)
);

-- Builders' chats with drafts, each of one login: their conversations belong to the visitor of the same id, and go with
-- them.
CREATE TABLE previews (
    id         TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL,
    agent_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    session_id TEXT NOT NULL,
    issuer     TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    variables  TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (session_id, agent_id, issuer, user_id)
);

CREATE TABLE conversations (
    id         TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL,
    agent_id   TEXT NOT NULL,
    owner      TEXT NOT NULL,
    email      TEXT,
    title      TEXT NOT NULL,
    last_seq   BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX conversations_by_owner ON conversations (tenant_id, owner, updated_at, id, agent_id);
CREATE INDEX conversations_by_time ON conversations (tenant_id, updated_at, id, agent_id);
CREATE INDEX conversations_by_email ON conversations (tenant_id, lower(email)) WHERE email IS NOT NULL;

CREATE TABLE messages (
    id              TEXT PRIMARY KEY,
    tenant_id       TEXT NOT NULL,
    agent_id        TEXT NOT NULL,
    owner           TEXT NOT NULL,
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    seq             BIGINT NOT NULL,
    role            TEXT NOT NULL,
    state           TEXT NOT NULL,
    text            TEXT NOT NULL,
    client_id       TEXT,
    answers         TEXT,
    replaces        TEXT,
    failure         TEXT,
    cause           TEXT,
    citations       TEXT,
    input_tokens    BIGINT,
    output_tokens   BIGINT,
    model           TEXT,
    first_words_ms  BIGINT,
    whole_ms        BIGINT,
    created_at      BIGINT NOT NULL,
    UNIQUE (conversation_id, seq)
);
CREATE UNIQUE INDEX messages_by_client_id ON messages (tenant_id, agent_id, owner, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX messages_failed ON messages (tenant_id, conversation_id, failure) WHERE failure IS NOT NULL;
CREATE INDEX messages_in_flight ON messages (state) WHERE state = 'streaming';

CREATE TABLE feedback (
    message_id      TEXT PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    tenant_id       TEXT NOT NULL,
    agent_id        TEXT NOT NULL,
    owner           TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    rating          TEXT NOT NULL,
    comment         TEXT,
    created_at      BIGINT NOT NULL
);
CREATE INDEX feedback_by_conversation ON feedback (tenant_id, conversation_id, rating);
CREATE INDEX feedback_by_time ON feedback (tenant_id, created_at);

-- What agents did on each UTC day, in numbers that outlive the conversations they were counted from.
CREATE TABLE usage_days (
    tenant_id     TEXT NOT NULL,
    day           BIGINT NOT NULL,
    agent_id      TEXT NOT NULL,
    conversations BIGINT NOT NULL,
    users         BIGINT NOT NULL,
    messages      BIGINT NOT NULL,
    answers       BIGINT NOT NULL,
    failed        BIGINT NOT NULL,
    input_tokens  BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    median_ms     BIGINT,
    p95_ms        BIGINT,
    ups           BIGINT NOT NULL,
    downs         BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, day, agent_id)
);

-- Visitors whose conversations went over to the user who signed in: each at most once.
CREATE TABLE adoptions (
    tenant_id  TEXT NOT NULL,
    agent_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    visitor    TEXT NOT NULL,
    owner      TEXT NOT NULL,
    email      TEXT,
    adopted_at BIGINT NOT NULL,
    PRIMARY KEY (agent_id, visitor)
);

CREATE TABLE documents (
    id         TEXT PRIMARY KEY,
    tenant_id  TEXT NOT NULL,
    agent_id   TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes      BIGINT NOT NULL,
    state      TEXT NOT NULL,
    problem    TEXT,
    content    ${blob} NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX documents_by_agent ON documents (tenant_id, agent_id, created_at);

CREATE TABLE passages (
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,
    tenant_id   TEXT NOT NULL,
    agent_id    TEXT NOT NULL,
    heading     TEXT NOT NULL,
    text        TEXT NOT NULL,
    embedding   ${blob} NOT NULL,
    PRIMARY KEY (document_id, ordinal)
);
CREATE INDEX passages_by_agent ON passages (tenant_id, agent_id);

CREATE TABLE audit (
    tenant_id     TEXT NOT NULL,
    seq           BIGINT NOT NULL,
    at            BIGINT NOT NULL,
    actor         TEXT NOT NULL,
    action        TEXT NOT NULL,
    target        TEXT NOT NULL,
    address       TEXT NOT NULL,
    details       TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash          TEXT NOT NULL,
    PRIMARY KEY (tenant_id, seq)
);

-- Which lines of the log prove a deletion.
CREATE TABLE receipts (
    tenant_id TEXT NOT NULL,
    id        TEXT NOT NULL,
    seq       BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id, seq)
);

-- Facts about this store, such as its epoch: a new one after a restore tells clients to reload.
CREATE TABLE facts (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
