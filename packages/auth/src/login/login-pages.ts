/** The pages that the browser shows at the end of a login: whole in themselves, they load nothing. */

/** One page. */
interface Page {
  readonly title: string;
  readonly text: string;
  readonly isFailure: boolean;
}

/** After a login that worked. */
export function successPage(): string {
  return page({
    title: "You are logged in",
    text: "You can close this window and go back to your terminal.",
    isFailure: false,
  });
}

/** After one that did not; `reason` is plain text. */
export function failurePage(reason: string): string {
  return page({ title: "The login did not work", text: reason, isFailure: true });
}

/** After a login that somebody gave up. */
export function cancelledPage(): string {
  return page({ title: "Login cancelled", text: "You can close this window.", isFailure: true });
}

const STYLE = `
  :root { color-scheme: light dark; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center;
    font: 16px/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; }
  main { max-width: 30rem; padding: 2rem; text-align: center; }
  .mark { width: 3.5rem; height: 3.5rem; margin: 0 auto 1rem; border-radius: 50%; display: grid;
    place-items: center; color: #fff; font-size: 1.75rem; background: #15803d; }
  .mark.failure { background: #b91c1c; }
  h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
  p { margin: 0; opacity: .8; overflow-wrap: anywhere; }`;

function page({ title, text, isFailure }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${STYLE}
</style>
</head>
<body>
<main>
<div class="mark${isFailure ? " failure" : ""}" aria-hidden="true">${isFailure ? "!" : "✓"}</div>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
