/** One sheet for every chat of the page, adopted by its shadow roots: no style element, so no CSP rule is needed. */

const css = `
:host{all:initial;display:block;height:100%;--fill:var(--parley-accent,light-dark(#0c6b5f,#5ec7b4))}
:host(.floating){position:fixed;bottom:20px;inset-inline-end:20px;height:auto;z-index:2147483000}
div,iframe{display:block;width:100%;height:100%;border:0;background:Canvas}
iframe{background:none;color-scheme:normal}
[role]{position:absolute;bottom:72px;inset-inline-end:0;overflow:hidden;border-radius:16px;visibility:hidden;
width:min(400px,100vw - 40px);height:min(680px,100dvh - 112px);box-shadow:0 0 0 1px #8883,0 8px 40px #0005}
.open{visibility:visible;animation:open .16s}
@keyframes open{from{opacity:0;translate:0 8px}}
button{display:block;width:56px;height:56px;padding:0;border:0;border-radius:50%;cursor:pointer;
background:var(--fill) center/cover;forced-color-adjust:none;box-shadow:0 4px 16px #0004;
color:#fff;color:oklch(from var(--fill) clamp(0,(.62 - l)*999,1) 0 0)}
button:empty:before{content:"";display:block;width:24px;height:24px;margin:auto;background:currentcolor;
border-radius:12px 12px 12px 3px}
[aria-expanded=true]:before{clip-path:polygon(10% 30%,50% 64%,90% 30%,98% 40%,50% 82%,2% 40%)}
span{position:absolute;top:-4px;inset-inline-end:-4px;padding:0 8px;border-radius:11px;
background:#c11e2f;color:#fff;font:600 12px/22px system-ui;pointer-events:none}
@media(max-width:480px){[role]{position:fixed;inset:0;width:auto;height:100dvh;border-radius:0}}
@media(prefers-reduced-motion){.open{animation:none}}
`;

let sheet: CSSStyleSheet | undefined;

export function adoptStyles(root: ShadowRoot): void {
    if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
    }
    root.adoptedStyleSheets = [sheet];
}
