/** One sheet for every chat of the page, adopted by its shadow roots: no style element, so no CSP rule is needed. */

const css = `
:host{all:initial;display:block;height:100%}
:host(.floating){position:fixed;bottom:20px;inset-inline-end:20px;height:auto;z-index:2147483000}
div,iframe{display:block;width:100%;height:100%;border:0;background:Canvas}
iframe{background:none;color-scheme:normal}
[role]{position:absolute;overflow:hidden;bottom:72px;inset-inline-end:0;border-radius:16px;
width:min(400px,100vw - 40px);height:min(680px,100dvh - 112px);box-shadow:0 0 0 1px #8883,0 12px 48px #0004;
visibility:hidden;opacity:0;transform:translateY(8px);transition:opacity .16s,transform .16s,visibility 0s .16s}
.open{visibility:visible;opacity:1;transform:none;transition-delay:0s}
.launcher{display:block;width:56px;height:56px;padding:0;border:1px solid #0000;border-radius:50%;
background:var(--accent,#3538cd);color:#fff;color:oklch(from var(--accent,#3538cd) clamp(0,(.62 - l)*999,1) 0 0);
box-shadow:0 4px 16px #0004;cursor:pointer;forced-color-adjust:none}
.launcher:focus-visible{outline:3px solid var(--accent,#3538cd);outline-offset:3px}
.launcher:empty:before{content:"";display:block;width:24px;height:24px;margin:auto;background:currentcolor;
border-radius:12px 12px 12px 3px}
[aria-expanded=true]:before{clip-path:polygon(0 30%,50% 54%,100% 30%,50% 80%)}
img{display:block;width:100%;height:100%;border-radius:50%}
span{position:absolute;top:-4px;inset-inline-end:-4px;padding:0 8px;border-radius:11px;
background:#c11e2f;color:#fff;font:600 12px/22px system-ui;pointer-events:none}
span:empty{display:none}
@media(max-width:480px){[role]{position:fixed;inset:0;width:auto;height:100dvh;border-radius:0}}
@media(prefers-reduced-motion){*{transition:none!important}}
`;

let sheet: CSSStyleSheet | undefined;

export function adoptStyles(root: ShadowRoot): void {
    if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
    }
    root.adoptedStyleSheets = [sheet];
}
