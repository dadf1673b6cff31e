/** The guards of the host messages: what comes over a window or a port is `unknown` until one of these passes. */

export * from './frameMessage.ts';
export * from './handshake.ts';
export * from './hostMessage.ts';
