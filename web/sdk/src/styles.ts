/** The sheet that a chat's shadow root adopts: no style element, so no CSP rule is needed. */

const css = `
:host{all:initial;display:block;height:100%;--fill:light-dark(#0c6b5f,#5ec7b4)}
:host([role]){position:fixed;bottom:20px;inset-inline-end:20px;height:auto;z-index:2147483000}
*{display:block;padding:0;border:0}
div,iframe{width:100%;height:100%}
iframe{color-scheme:normal}
[role]{position:absolute;bottom:72px;inset-inline-end:0;width:400px;height:min(680px,100dvh - 112px);overflow:hidden;
border-radius:16px;visibility:hidden}
div{background:Canvas}
button{width:56px;height:56px;border-radius:50%;cursor:pointer;background:var(--fill) center/cover;
forced-color-adjust:none;color:oklch(from var(--fill) clamp(0,(.62 - l)*999,1) 0 0)}
[role],button{box-shadow:0 0 0 1px #8883,0 8px 32px #0004}
button:empty:before{content:"";display:block;width:24px;height:24px;margin:auto;background:currentcolor;
border-radius:12px 12px 12px 3px}
[aria-expanded=true]:before{clip-path:polygon(9% 30%,50% 80%,91% 30%)}
span{position:absolute;top:-4px;inset-inline-end:-4px;padding:0 8px;border-radius:11px;background:#c11e2f;
color:#fff;font:600 12px/22px system-ui;pointer-events:none}
@media(max-width:480px){[role]{position:fixed;inset:0;width:auto;height:100dvh;border-radius:0}}
`;

export function adoptStyles(root: ShadowRoot): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
}
