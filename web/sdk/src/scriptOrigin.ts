/** The script tag that is running now, and the origin it came from. Modules have none. */
export const script = document.currentScript as HTMLScriptElement | null;
export const scriptHub = script?.src ? new URL(script.src).origin : undefined;
