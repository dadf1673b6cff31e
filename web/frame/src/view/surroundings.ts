import type { Appearance } from '@parley/protocol';
import type { GateActions } from './gate.ts';

/** What the page that embeds us decides about the look, and what we tell it. */
export interface Surroundings {
    readonly name: string;
    readonly appearance: Appearance;
    /** Puts the agent's own accent on, unless the page has one. */
    wear(accent: string): void;
    /** Whether a member may sign in here. */
    readonly canSignIn: boolean;
    /** Undefined where there is nothing to close. */
    close?: (() => void) | undefined;
    readonly gate: GateActions;
}
