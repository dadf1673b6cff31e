const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A fresh random id of 130 bits. Not `crypto.randomUUID`, which is missing on plain http. */
export function freshId(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => alphabet[byte & 31]).join('');
}

/** A short name for a text under which nobody reads the text itself; for storage keys, not for security. */
export function fingerprint(text: string): string {
    let left = 0x811c9dc5;
    let right = 0x1b873593;
    for (let index = 0; index < text.length; index += 1) {
        const unit = text.charCodeAt(index);
        left = Math.imul(left ^ unit, 0x01000193);
        right = Math.imul(right ^ unit, 0x85ebca6b) ^ (right >>> 13);
    }
    return (left >>> 0).toString(36) + (right >>> 0).toString(36);
}
