/** Somebody who can be invited: an address, or a group of this tenant. */
export interface Candidate {
    /** As the API names it: `ada@example.com` or `group:Support`. */
    invitee: string;
    /** As people read it. */
    label: string;
    about: string;
}

const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+$/;
const NAMED = /<([^<>\s]+@[^<>\s]+)>\s*$/;

/** What a text that was typed or pasted names: addresses by commas, semicolons, lines or spaces, and groups by name. */
export function read(text: string, groups: readonly Candidate[]): { invitees: string[]; rest: string } {
    const invitees: string[] = [];
    const rest: string[] = [];
    for (const piece of pieces(text)) {
        const invitee = one(piece, groups);
        if (invitee === undefined) {
            rest.push(piece);
        } else if (!invitees.includes(invitee)) {
            invitees.push(invitee);
        }
    }
    return { invitees, rest: rest.join(', ') };
}

/** Names may hold spaces, lists of bare addresses are often separated by them. */
function pieces(text: string): string[] {
    return text.split(/[,;\n\r\t]+/).map((piece) => piece.trim()).filter((piece) => piece !== '').flatMap((piece) => {
        const words = piece.split(/\s+/);
        return words.length > 1 && words.every((word) => ADDRESS.test(word)) ? words : [piece];
    });
}

function one(piece: string, groups: readonly Candidate[]): string | undefined {
    const address = NAMED.exec(piece)?.[1] ?? piece;
    if (ADDRESS.test(address)) {
        return address.toLowerCase();
    }
    const name = piece.replace(/^group:/i, '').trim().toLowerCase();
    return groups.find((group) => group.label.toLowerCase() === name)?.invitee;
}

/** The candidates a text may mean, without those chosen already; at most eight. */
export function matches(text: string, candidates: readonly Candidate[], chosen: readonly string[]): Candidate[] {
    const wanted = text.trim().toLowerCase();
    return candidates
        .filter((each) => !chosen.includes(each.invitee) && each.label.toLowerCase().includes(wanted))
        .sort((a, b) => Number(!a.label.toLowerCase().startsWith(wanted)) - Number(!b.label.toLowerCase().startsWith(wanted)))
        .slice(0, 8);
}

/** The words on a chip. */
export function labelOf(invitee: string): string {
    return invitee.startsWith('group:') ? invitee.slice('group:'.length) : invitee;
}
