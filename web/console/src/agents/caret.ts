const COPIED = [
    'boxSizing', 'borderBlockStartWidth', 'borderInlineStartWidth', 'borderBlockEndWidth', 'borderInlineEndWidth',
    'paddingBlockStart', 'paddingInlineStart', 'paddingBlockEnd', 'paddingInlineEnd', 'fontFamily', 'fontSize', 'fontWeight',
    'fontStyle', 'letterSpacing', 'lineHeight', 'textAlign', 'textIndent', 'tabSize', 'direction',
] as const;

/** Where the line after the caret begins, and the caret itself, in px from the corner of a text area where lines begin. */
export function caretOf(area: HTMLTextAreaElement): { top: number; start: number } {
    const style = getComputedStyle(area);
    const mirror = document.createElement('div');
    for (const property of COPIED) {
        mirror.style[property] = style[property];
    }
    Object.assign(mirror.style, {
        position: 'absolute', visibility: 'hidden', whiteSpace: 'pre-wrap', overflowWrap: 'break-word', inlineSize: `${area.offsetWidth}px`,
    });
    const caret = document.createElement('span');
    caret.textContent = '\u200b';
    mirror.append(area.value.slice(0, area.selectionStart), caret);
    document.body.append(mirror);
    const top = area.offsetTop + caret.offsetTop + caret.offsetHeight - area.scrollTop + 4;
    const start = style.direction === 'rtl' ? mirror.offsetWidth - caret.offsetLeft : caret.offsetLeft;
    mirror.remove();
    return { top, start };
}
