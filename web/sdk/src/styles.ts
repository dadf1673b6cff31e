/** One sheet for every chat of the page, adopted by its shadow roots: no style element, so no CSP rule is needed. */

const css = `
:host{all:initial;position:fixed;inset-block-end:20px;inset-inline-end:20px;z-index:2147483000;color-scheme:light;
--accent:#3538cd;--surface:#fff}
:host([theme=dark]){color-scheme:dark;--surface:#16181d}
@media(prefers-color-scheme:dark){:host([theme=auto]){color-scheme:dark;--surface:#16181d}}
:host([mode=inline]){display:block;position:relative;inset:0;z-index:auto;block-size:100%}
div,iframe{display:grid;place-content:center;inline-size:100%;block-size:100%;border:0;background:var(--surface)}
iframe{display:block;color-scheme:normal}
[role]{position:absolute;overflow:hidden;inset-block-end:72px;inset-inline-end:0;border-radius:16px;
inline-size:min(400px,100vw - 40px);block-size:min(680px,100dvh - 112px);box-shadow:0 0 0 1px #0001,0 12px 48px #0004;
visibility:hidden;opacity:0;transform:translateY(8px);transition:opacity .16s,transform .16s,visibility 0s .16s}
.open{visibility:visible;opacity:1;transform:none;transition-delay:0s}
button{font:14px system-ui,sans-serif}
.launcher{display:block;inline-size:56px;block-size:56px;padding:0;border:1px solid transparent;border-radius:50%;
background:var(--accent);color:#fff;color:oklch(from var(--accent) clamp(0,(.62 - l)*999,1) 0 0);cursor:pointer;
box-shadow:0 4px 16px #0004;forced-color-adjust:none}
.launcher:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.launcher:before{content:"";display:block;inline-size:24px;block-size:24px;margin:auto;background:currentcolor;
clip-path:path("M12 2c6 0 10 3.6 10 8.4s-4 8.4-10 8.4q-1.8 0-3.4-.4L3.5 22l1-4.9Q2 14 2 10.4C2 5.6 6 2 12 2z")}
.launcher[aria-expanded=true]:before{clip-path:polygon(12% 34%,20% 26%,50% 56%,80% 26%,88% 34%,50% 72%)}
img{display:block;inline-size:100%;block-size:100%;border-radius:50%}
:has(img):before{display:none!important}
span{position:absolute;inset-block-start:-4px;inset-inline-end:-4px;padding-inline:8px;border-radius:11px;
background:#c11e2f;color:#fff;font:600 12px/22px system-ui,sans-serif;pointer-events:none}
:empty:is(span){display:none}
@media(max-width:480px){[role]{position:fixed;inset:0;inline-size:auto;block-size:100dvh;border-radius:0}}
@media(prefers-reduced-motion){*{transition:none!important}}
@media print{:host{display:none}}
`;

let sheet: CSSStyleSheet | undefined;

export function adoptStyles(root: ShadowRoot): void {
    if (sheet === undefined) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
    }
    root.adoptedStyleSheets = [sheet];
}
